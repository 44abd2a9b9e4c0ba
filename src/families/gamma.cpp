#include "plim/families/gamma.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"
#include "plim/random/fill.hpp"

namespace plim {

Outcome<Gamma> Gamma::make(const Arguments& a) {
  const Gamma law{a.real("shape"), a.real("scale")};
  if (!(law.mean() <= std::numeric_limits<double>::max())) {
    return Refusal{"shape scale is " + round_trip(law.mean()) + ", but the mean must be a finite number"};
  }
  return law;
}

void Gamma::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_gamma(address, first, shape, out);
  for (double& x : out) x *= scale;
}

double Gamma::log_density(double x) const {
  const double infinity = std::numeric_limits<double>::infinity();
  if (!(x >= 0) || x == infinity) return -infinity;
  const double z = x / scale;
  if (x == 0) return shape < 1 ? infinity : shape > 1 ? -infinity : -elementary::log(scale);
  return (shape - 1) * elementary::log(z) - z - special::log_gamma(shape) - elementary::log(scale);
}

}  // namespace plim
