#include "plim/numeric/gamma_law.hpp"

#include <array>
#include <cmath>

#include <boost/math/special_functions/gamma.hpp>

#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/poisson_mass.hpp"
#include "plim/numeric/special.hpp"
#include "quiet.hpp"

namespace plim::gamma_law {
namespace {

namespace bm = boost::math;

constexpr double large_shape = 1e4;

template <std::size_t N>
double horner(const std::array<double, N>& c, double x) {
  double sum = 0;
  for (std::size_t i = N; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

/// The tail of a large shape beyond x, the upper one where sign = 1, the lower where sign = -1: the uniform
/// expansion of Temme (1979), with eta^2 / 2 = m - ln(1 + m), m = (x - shape) / shape. Its coefficients are
/// power series in eta, which is small wherever the tail is above the least double.
double temme(double shape, double x, double sign) {
  if (x == 0) return sign > 0 ? 1 : 0;
  constexpr std::array<double, 14> c0 = {-1.0 / 3,
                                         1.0 / 12,
                                         -2.0 / 135,
                                         1.0 / 864,
                                         1.0 / 2835,
                                         -139.0 / 777600,
                                         1.0 / 25515,
                                         -571.0 / 261273600,
                                         -281.0 / 151559100,
                                         8.296711340953087e-07,
                                         -1.7665952736826078e-07,
                                         6.707853543401498e-09,
                                         1.0261809784240309e-08,
                                         -4.382036018453353e-09};
  constexpr std::array<double, 10> c1 = {-1.0 / 540,           -1.0 / 288,           1.0 / 378,
                                         -77.0 / 77760,        1.0 / 4860,           -1.0 / 2488320,
                                         -2743.0 / 151559100,  7.64916091608111e-06, -11.0 / 6823440,
                                         4.647127802807434e-09};
  constexpr std::array<double, 6> c2 = {25.0 / 6048,  -139.0 / 51840,     1.0 / 1296,
                                        1.0 / 497664, -6199.0 / 57736800, 5.2923448829120125e-05};
  const double half_square = x * elementary::relative_gain((shape - x) / x);  // shape eta^2 / 2
  const double deviate = std::copysign(std::sqrt(2 * half_square), x - shape);
  if (sign * deviate > 39) return 0;
  if (sign * deviate < -39) return 1;
  const double eta = deviate / std::sqrt(shape);
  const double series = horner(c0, eta) + (horner(c1, eta) + horner(c2, eta) / shape) / shape;
  constexpr double two_pi = 6.28318530717958647693;
  return special::normal_cdf(-sign * deviate) +
         sign * std::exp(-half_square) / std::sqrt(two_pi * shape) * series;
}

/// Newton's steps on the logarithm of the smaller tail, which is nearly straight.
double polished(double shape, double p, double x) {
  const bool lower = p < 0.5;
  const double tail = lower ? p : 1 - p;
  for (int i = 0; i < 30; ++i) {
    const double at = lower ? cdf(shape, x) : complement(shape, x);
    if (!(at > 0)) break;
    const double step = std::log(at / tail) * at / std::exp(log_density(shape, x));
    const double next = x + (lower ? -step : step);
    if (!(std::fabs(next - x) > 4e-16 * x) || !(next > 0)) break;
    x = next;
  }
  return x;
}

}  // namespace

double log_density(double shape, double x) {
  if (shape < 17) {
    // Nothing large cancels, and (shape - 1) ln x keeps its sign to the left of 1.
    return (shape - 1) * elementary::log(x) - x - special::log_gamma(shape);
  }
  return poisson_log_mass(shape - 1, x, shape - 1 - x);
}

double cdf(double shape, double x) {
  return shape > large_shape ? temme(shape, x, -1) : bm::gamma_p(shape, x, special::Quiet());
}

double complement(double shape, double x) {
  return shape > large_shape ? temme(shape, x, 1) : bm::gamma_q(shape, x, special::Quiet());
}

double quantile(double shape, double p) {
  if (shape <= large_shape) {
    return p < 0.5 ? bm::gamma_p_inv(shape, p, special::Quiet())
                   : bm::gamma_q_inv(shape, 1 - p, special::Quiet());
  }
  // From the cube root law of Wilson and Hilferty (1931).
  const double root = 1 - 1 / (9 * shape) + special::normal_quantile(p) / (3 * std::sqrt(shape));
  return polished(shape, p, shape * root * root * root);
}

double entropy(double shape) {
  if (shape < 12) return shape + special::log_gamma(shape) + (1 - shape) * elementary::digamma(shape);
  // The asymptotic series of both functions put together, their large parts cancelled on paper:
  // sum over m of B_2m (shape^(1 - 2m) / (2m - 1) - shape^-2m / 2m).
  constexpr double half_log_two_pi_e = 1.41893853320467274178;
  constexpr std::array<double, 7> bernoulli = {1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,
                                               5.0 / 66, -691.0 / 2730, 7.0 / 6};
  const double r = 1 / shape;
  double series = 0;
  for (std::size_t m = bernoulli.size(); m > 0; --m) {
    const double twice = 2 * static_cast<double>(m);
    series = series * r * r + bernoulli[m - 1] * (1 / (twice - 1) - r / twice);
  }
  return half_log_two_pi_e + 0.5 * elementary::log(shape) + r * (series - 0.5);
}

}  // namespace plim::gamma_law
