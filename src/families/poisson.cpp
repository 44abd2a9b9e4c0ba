#include "plim/families/poisson.hpp"

#include <cmath>
#include <limits>

#include "plim/numeric/poisson_mass.hpp"

namespace plim {

double Poisson::log_density(double k) const {
  if (!(k >= 0 && std::isfinite(k) && k == std::floor(k))) return -std::numeric_limits<double>::infinity();
  if (rate == 0) return k == 0 ? 0.0 : -std::numeric_limits<double>::infinity();
  return poisson_log_mass(k, rate, k - rate);
}

}  // namespace plim
