#include "plim/numeric/binomial_mass.hpp"

#include <array>

#include "plim/numeric/elementary.hpp"

namespace plim {

double stirling_error(double k) noexcept {
  constexpr std::array<double, 16> exact = {0,
                                            0.08106146679532726107,
                                            0.041340695955409297035,
                                            0.027677925684998338357,
                                            0.020790672103765093365,
                                            0.016644691189821193139,
                                            0.013876128823070748436,
                                            0.011896709945891769528,
                                            0.010411265261972096202,
                                            0.0092554621827127328548,
                                            0.0083305634333628707927,
                                            0.0075736754879518405903,
                                            0.0069428401072095299179,
                                            0.0064089941880042071432,
                                            0.0059513701127588474957,
                                            0.0055547335519628010525};
  if (k < static_cast<double>(exact.size())) return exact[static_cast<std::size_t>(k)];
  const double w = 1 / (k * k);
  return (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w / 1188)))) / k;
}

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
