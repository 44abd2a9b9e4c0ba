#include "plim/numeric/bessel_mass.hpp"

#include <array>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/poisson_mass.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr int debye_terms = 12;
constexpr double debye_from = 40;  // where the next term is below 1e-16

/// The coefficients of U_n(p) / p^n as polynomials in p^2, by the recurrence DLMF 10.41.9.
constexpr auto debye_table() {
  std::array<std::array<double, debye_terms + 1>, debye_terms + 1> u{};
  u[0][0] = 1;
  for (std::size_t n = 0; n < debye_terms; ++n) {
    for (std::size_t i = 0; i <= n; ++i) {
      const double power = static_cast<double>(n + 2 * i);
      u[n + 1][i] += u[n][i] * (power / 2 + 1 / (8 * (power + 1)));
      u[n + 1][i + 1] -= u[n][i] * (power / 2 + 5 / (8 * (power + 3)));
    }
  }
  return u;
}

/// The expansion less 1: sum of U_n(p) / order^n with p = order / r, in terms of q = p^2 and r.
double debye_series(double q, double r) {
  static constexpr auto u = debye_table();
  double sum = 0;
  for (std::size_t n = debye_terms; n > 0; --n) {
    double polynomial = 0;
    for (std::size_t i = n + 1; i > 0; --i) polynomial = polynomial * q + u[n][i - 1];
    sum = (sum + polynomial) / r;
  }
  return sum;
}

/// m g(d / m): what the log of a Poisson mass of mean m loses at m + d, Stirling's rest apart.
double poisson_deviance(double m, double d) {
  constexpr double far = 0x1p900;
  if (m == 0) return d == 0 ? 0 : infinity;
  if (std::fabs(d / m) < far) return m * elementary::relative_gain(d / m);
  return (m + d) * (elementary::log(m + d) - elementary::log(m)) - d;
}

/// The saddle point less its mean a: the root of d (a - k + b + d) = ..., without cancellation; `r` =
/// sqrt(k^2 + 4 a b).
double saddle_shift(double a, double k, double r, double from_mean) {
  const double below = 2 * a - k;
  return below > 0 ? from_mean * (2 * a / (below + r)) : 0.5 * (r - below);
}

/// By the power series, all terms of which are positive, as a multiple of the Poisson mass of mean a at k.
double small_bessel_log_mass(double shape, double a, double b) {
  const double k = shape - 1, product = a * b;
  if (a == 0) return k == 0 ? -b : k > 0 ? -infinity : infinity;
  double sum = 1, term = 1;
  for (int j = 1; term > 1e-18 * sum; ++j) {
    term *= product / (j * (k + j));
    sum += term;
  }
  const bool loader = k >= 16 || (k >= 0 && k == std::floor(k));
  const double first =
      loader ? poisson_log_mass(k, a, k - a) : k * elementary::log(a) - special::log_gamma(shape) - a;
  return first - b + elementary::log(sum);
}

}  // namespace

double bessel_log_mass(double shape, double a, double b, double from_mean) noexcept {
  const double k = shape - 1, r = std::hypot(k, 2 * std::sqrt(a) * std::sqrt(b));
  if (r < debye_from) return small_bessel_log_mass(shape, a, b);
  const double up = saddle_shift(a, k, r, from_mean), down = saddle_shift(b, -k, r, -from_mean);
  const double share = k / r;
  return elementary::log1p(debye_series(share * share, r)) - poisson_deviance(a, up) -
         poisson_deviance(b, down) - half_log_two_pi - 0.5 * elementary::log(r);
}

double log_scaled_bessel_0(double z) noexcept { return bessel_log_mass(1, 0.5 * z, 0.5 * z, 0); }

double bessel_ratio_rest(double z) noexcept {
  constexpr double large = 1000;  // from here five terms of the asymptotic series have all digits
  if (z < large) {
    return 0.0 - elementary::expm1(bessel_log_mass(2, 0.5 * z, 0.5 * z, 1) - log_scaled_bessel_0(z));
  }
  const double w = 1 / z;
  return 0.5 * w * (1 + w * (1.0 / 4 + w * (1.0 / 4 + w * (25.0 / 64 + w * (13.0 / 16)))));
}

}  // namespace plim
