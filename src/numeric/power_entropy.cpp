#include "plim/numeric/power_entropy.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

double power_log(double p, double q) noexcept {
  const double log_p = elementary::log(p);
  return q == 1 ? log_p : elementary::expm1((q - 1) * log_p) / (q - 1);
}

double tsallis_entropy(std::span<const double> p, double q) noexcept {
  CompensatedSum sum;
  for (const double x : p) {
    if (x > 0) sum.add(-x * power_log(x, q));
  }
  return sum.value();
}

double renyi_entropy(std::span<const double> p, double q) noexcept {
  if (std::fabs(q - 1) < 0.5) {
    const double t = tsallis_entropy(p, q);
    return q == 1 ? t : elementary::log1p((1 - q) * t) / (1 - q);
  }
  const double most = *std::max_element(p.begin(), p.end());
  CompensatedSum sum;
  for (const double x : p) {
    if (x > 0) sum.add(elementary::exp(q * elementary::log(x / most)));
  }
  return (q * elementary::log(most) + elementary::log(sum.value())) / (1 - q);
}

}  // namespace plim
