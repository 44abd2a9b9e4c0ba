#include "plim/numeric/binomial_mass.hpp"

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/stirling.hpp"

namespace plim {

double binomial_log_mass(double k, double n, double p, double q, double from_mean) noexcept {
  constexpr double two_pi = 6.28318530717958647693;
  if (k == 0) return n * elementary::log1p(-p);
  if (k == n) return n * elementary::log(p);
  const double deviance = n * p * elementary::relative_gain(from_mean / (n * p)) +
                          n * q * elementary::relative_gain(-from_mean / (n * q));
  return stirling_error(n) - stirling_error(k) - stirling_error(n - k) - deviance +
         0.5 * elementary::log(n / (two_pi * k * (n - k)));
}

}  // namespace plim
