#include "plim/families/bernoulli.hpp"

#include <limits>

#include "plim/numeric/elementary.hpp"

namespace plim {

double Bernoulli::log_density(Symbol x) const {
  if (x == 1) return elementary::log(p);
  if (x == 0) return elementary::log1p(-p);
  return -std::numeric_limits<double>::infinity();
}

}  // namespace plim
