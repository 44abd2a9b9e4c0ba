#include "plim/numeric/poisson_mass.hpp"

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/stirling.hpp"

namespace plim {

double poisson_log_mass(double k, double mean, double from_mean) noexcept {
  constexpr double two_pi = 6.28318530717958647693;
  if (k == 0) return -mean;
  // Below 1 nothing cancels in k ln mean - mean - ln k!, and k / mean may overflow.
  if (mean < 1) {
    return k * (elementary::log(mean) - elementary::log(k)) + (k - mean) - stirling_error(k) -
           0.5 * elementary::log(two_pi * k);
  }
  return -stirling_error(k) - mean * elementary::relative_gain(from_mean / mean) -
         0.5 * elementary::log(two_pi * k);
}

}  // namespace plim
