#include "plim/families/any_law.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {

double AnyLaw::density(double x) const { return elementary::exp(log_density(x)); }

}  // namespace plim
