#include "plim/numeric/gamma_law.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <boost/math/special_functions/gamma.hpp>

#include "plim/core/real.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/poisson_mass.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/tails.hpp"
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
  // The larger tail is what the smaller leaves, so that it never falls where it should rise.
  if (sign * deviate < 0) return 1 - temme(shape, x, -sign);
  if (sign * deviate > 39) return 0;
  const double eta = deviate / std::sqrt(shape);
  const double series = horner(c0, eta) + (horner(c1, eta) + horner(c2, eta) / shape) / shape;
  constexpr double two_pi = 6.28318530717958647693;
  return special::normal_cdf(-sign * deviate) +
         sign * std::exp(-half_square) / std::sqrt(two_pi * shape) * series;
}

/// A tail of `own` where the other one, `other`, is the smaller: near 1, and for large shapes, it is 1 less
/// the other, since in doubles Boost's own falls there where it should rise.
double larger_tail(double shape, double own, double other) {
  constexpr double near_one = 1e-4, many = 30;
  return shape >= many || other < near_one ? 1 - other : own;
}

/// A tail far out as a multiple of the density: Legendre's continued fraction of P(X > x) / f(x), and that of
/// P(X <= x) / f(x) at shape + 1 (Gautschi 1979). Where a tail is below 10^-290 ten terms give all digits.
constexpr int far_terms = 20;
double upper_fraction(double shape, double x) {
  double rest = 0;
  for (int i = far_terms; i > 0; --i) rest = i * (i - shape) / (x + (2 * i + 1 - shape) - rest);
  return x / (x + (1 - shape) - rest);
}
double lower_fraction(double shape, double x) {
  double rest = 0;
  for (int i = far_terms; i > 0; --i) rest = i * x / ((shape - x) + i + rest);
  return shape / ((shape - x) + rest);
}

/// Newton's steps to where the tail, lower or upper, has a given size, on the logarithm of that tail, which
/// is nearly straight.
double polished(double shape, double tail, bool lower, double x) {
  const double log_tail = elementary::log(tail);
  for (int i = 0; i < 30; ++i) {
    const double at = lower ? log_cdf(shape, x) : log_complement(shape, x);
    const double step = (at - log_tail) * elementary::exp(at - log_density(shape, x));
    const double next = x + (lower ? -step : step);
    if (!(std::fabs(next - x) > 4e-16 * x) || !(next > 0)) break;
    x = next;
  }
  return x;
}

/// About where P(X <= x) is that of the normal deviate z, by the cube root law of Wilson and Hilferty (1931).
double near_deviate(double shape, double z) {
  const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
  return shape * root * root * root;
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
  if (shape > large_shape) return temme(shape, x, -1);
  const double below = bm::gamma_p(shape, x, special::Quiet());
  return x > shape ? larger_tail(shape, below, bm::gamma_q(shape, x, special::Quiet())) : below;
}

double complement(double shape, double x) {
  if (shape > large_shape) return temme(shape, x, 1);
  const double above = bm::gamma_q(shape, x, special::Quiet());
  return shape >= 1 && x < shape ? larger_tail(shape, above, bm::gamma_p(shape, x, special::Quiet())) : above;
}

double log_cdf(double shape, double x) {
  const double below = cdf(shape, x);
  if (below > smallest_tail) return log_tail(below, complement(shape, x));
  return x > 0 ? log_density(shape + 1, x) + elementary::log(lower_fraction(shape, x)) : -infinity;
}

double log_complement(double shape, double x) {
  const double above = complement(shape, x);
  if (above > smallest_tail) return log_tail(above, cdf(shape, x));
  return x < infinity ? log_density(shape, x) + elementary::log(upper_fraction(shape, x)) : -infinity;
}

double quantile(double shape, double p) {
  if (p >= 0.5) return complement_quantile(shape, 1 - p);
  if (p < smallest_tail) {  // where Boost loses digits; from the power that the tail nearly is
    const double power = elementary::exp(log_quantile_near_zero(shape, elementary::log(p)));
    return power > 0 ? polished(shape, p, true, power) : power;
  }
  if (shape <= large_shape) return bm::gamma_p_inv(shape, p, special::Quiet());
  return polished(shape, p, true, near_deviate(shape, special::normal_quantile(p)));
}

double complement_quantile(double shape, double q) {
  if (q > 0.5) return quantile(shape, 1 - q);
  if (q < smallest_tail) return polished(shape, q, false, complement_quantile(shape, smallest_tail));
  if (shape <= large_shape) return bm::gamma_q_inv(shape, q, special::Quiet());
  return polished(shape, q, false, near_deviate(shape, -special::normal_quantile(q)));
}

double log_cdf_near_zero(double shape, double log_x) { return shape * log_x - special::log_gamma(shape + 1); }

double log_quantile_near_zero(double shape, double log_p) {
  return (log_p + special::log_gamma(shape + 1)) / shape;
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
