#include "plim/catalogue/measure.hpp"

namespace plim {

Measured in_unit(const Measured& measured, Scaling scaling, double factor) noexcept {
  const double f = scaling == Scaling::none ? 1 : scaling == Scaling::square ? factor * factor : factor;
  return {measured.value * f, measured.mcse * f, measured.count};
}

}  // namespace plim
