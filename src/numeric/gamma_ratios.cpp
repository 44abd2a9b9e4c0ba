#include "plim/numeric/gamma_ratios.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/special_functions/gamma.hpp>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"
#include "quiet.hpp"

namespace plim::special {
namespace {

constexpr double large = 16;  // from here on Stirling's series has all digits

/// What Stirling's series has more at x + d than at x, x >= 16: the differences of its powers divided by that
/// of the first, so that nothing cancels where d is small.
double stirling_step(double x, double d) {
  constexpr double series[] = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188};
  const double u = 1 / x, v = 1 / (x + d);
  double quotient = 1, power = 1, sum = 0;  // (v^k - u^k) / (v - u) and u^(k-1), k = 1, 2, ...
  for (const double coefficient : series) {
    sum += coefficient * quotient;
    for (int i = 0; i < 2; ++i) {
      power *= u;
      quotient = power + v * quotient;
    }
  }
  return -(d * v) * u * sum;
}

/// ln (Gamma(x + d) / Gamma(x)) for x >= 16, x + d >= 16, less d ln x.
double beyond_power(double x, double d) {
  return x * elementary::relative_gain(d / x) - 0.5 * elementary::log1p(d / x) + stirling_step(x, d);
}

/// log_beta_ratio for a >= 16.
double large_beta_ratio(double a, double r, double c) {
  const double d = std::min(r, c), D = std::max(r, c);
  const double gains =
      a * elementary::relative_gain(d / a) - (a + D) * elementary::relative_gain(d / (a + D));
  const double roots = 0.5 * elementary::log1p(D / a * (d / (a + d + D)));
  return -d * elementary::log1p(D / a) + gains - roots + (stirling_step(a, d) - stirling_step(a + D, d));
}

/// ln (a (a + r + c) / ((a + r) (a + c))), what log_beta_ratio has more at a than at a + 1, where the
/// argument is below 1/2.
double far_beta_step(double a, double r, double c) {
  const double d = std::min(r, c), D = std::max(r, c), share = a / (a + d);
  const double log_share = share > std::numeric_limits<double>::min()
                               ? elementary::log(share)
                               : elementary::log(a) - elementary::log(a + d);
  return log_share + elementary::log1p(d / (a + D));
}

}  // namespace

double log_gamma_ratio(double x, double d) {
  // Boost gives Gamma(x) / Gamma(x + d) without cancellation, but it over- and underflows for large d.
  const double ratio = boost::math::tgamma_delta_ratio(x, d, Quiet());
  if (ratio > 0 && std::isfinite(ratio)) return -std::log(ratio);
  if (std::min(x, x + d) < large) return log_gamma(x + d) - log_gamma(x);
  return d < 0 ? -log_gamma_ratio(x + d, -d) : log_large_gamma_ratio(x, d);
}

double log_large_gamma_ratio(double x, double d) { return d * elementary::log(x) + beyond_power(x, d); }

double log_beta_ratio(double a, double r, double c) {
  if (r == 0 || c == 0) return 0;
  // The arguments of the steps, 1 - without, are multiplied as 1 + less, which keeps its digits near 1, and
  // their logarithm is taken when the product has left (1/2, 1].
  const double product = r * c;
  const bool in_range = product > 1e-200 && product < 1e200;  // then one division does
  double sum = 0, less = 0;
  for (; a < large; ++a) {
    const double without = in_range ? product / ((a + r) * (a + c)) : r / (a + r) * (c / (a + c));
    if (without < 0.5) {
      less -= without * (1 + less);
    } else {
      sum += far_beta_step(a, r, c);
    }
    if (less > -0.5) continue;
    sum += elementary::log1p(less);
    less = 0;
  }
  return sum + elementary::log1p(less) + large_beta_ratio(a, r, c);
}

}  // namespace plim::special
