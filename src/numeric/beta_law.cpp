#include "plim/numeric/beta_law.hpp"

#include <cmath>
#include <limits>

#include <boost/math/special_functions/beta.hpp>

#include "plim/core/real.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/stirling.hpp"
#include "plim/numeric/tails.hpp"
#include "quiet.hpp"

namespace plim::beta_law {
namespace {

namespace bm = boost::math;

constexpr double log_two_pi = 1.83787706640934548356;

/// ln Gamma(x + 1) - ln(sqrt(2 pi x) (x/e)^x), x > 0.
double stirling_rest(double x) {
  if (x >= 16) return stirling_error(x);
  return special::log_gamma(x + 1) - ((x + 0.5) * elementary::log(x) - x + 0.5 * log_two_pi);
}

/// ln B(a, b), the larger weight in the ratio of gamma functions that nearly cancel.
double log_beta(double a, double b) {
  const double large = std::fmax(a, b), small = std::fmin(a, b);
  return special::log_gamma(small) - special::log_gamma_ratio(large, small);
}

/// I_x(a, b) as a multiple of x^a y^b / (a B(a, b)), where x is well below its mean: the continued fraction
/// DLMF 8.17.22 by the method of Lentz (1976).
double fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  constexpr int most = 10000;
  const auto off_zero = [](double v) { return std::fabs(v) < tiny ? tiny : v; };
  double c = 1, d = 1 / off_zero(1 - (a + b) * x / (a + 1)), value = d;
  for (int m = 1; m < most; ++m) {
    const double two = 2.0 * m;
    const double even = m * (b - m) * x / ((a + two - 1) * (a + two));
    d = 1 / off_zero(1 + even * d);
    c = off_zero(1 + even / c);
    value *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + two) * (a + two + 1));
    d = 1 / off_zero(1 + odd * d);
    c = off_zero(1 + odd / c);
    value *= d * c;
    if (std::fabs(d * c - 1) < 1e-16) break;
  }
  return value;
}

/// From where both weights are heavy, the fraction is long and Boost loses digits.
constexpr double heavy_sum = 1e6, heavy_weight = 1e4;

bool is_heavy(double a, double b) { return a + b >= heavy_sum && std::fmin(a, b) >= heavy_weight; }

/// a - (a + b) x without the rounding of a + b, from the smaller of x and y.
double from_mean(double a, double b, double x, double y) {
  const double large = std::fmax(a, b), n = a + b, lost = std::fmin(a, b) - (n - large);
  return x < y ? std::fma(-n, x, a) - lost * x : std::fma(n, y, -b) + lost * y;
}

/// What the log of the kernel loses at x, which is `gap`/(a + b) below the mean.
double deviance(double n, double x, double y, double gap) {
  return n * x * elementary::relative_gain(gap / (n * x)) + n * y * elementary::relative_gain(-gap / (n * y));
}

/// ln I_x(a, b) of heavy weights, x at most the mean: the density, integrated from x down to where it is
/// below e^-40 of that at x, in units of sqrt(x y / n) and by its distance from the mean, which x and y
/// alone could not hold. Error about 1e-12 of I_x, or 1e-15 of its logarithm.
double log_heavy(double a, double b, double x, double y) {
  const double n = a + b, gap = from_mean(a, b, x, y), root = std::sqrt(n * x) * std::sqrt(y), z = gap / root;
  const double unit = root / n, reach = 90 / (z + std::sqrt(z * z + 70)), here = deviance(n, x, y, gap);
  const auto relative = [&](double t) {
    const double low = x - t * unit, high = y + t * unit;
    return elementary::exp(here - deviance(n, low, high, gap + t * root)) * (x / low) * (y / high);
  };
  const double tolerance = std::fmin(0.1, std::fmax(1e-13, 1e-14 * here));
  constexpr double far = 1e5;  // from here the integrand is e^-zt, to z^-2
  const double area = z > far ? 1 / z : integral_between(relative, 0, reach, tolerance).value;
  return stirling_rest(n) - stirling_rest(a) - stirling_rest(b) - here +
         0.5 * (elementary::log(a / n / x) + elementary::log(b / n / y) - log_two_pi) + elementary::log(area);
}

/// ln I_x(a, b) below the mean, also where I_x underflows.
double log_far(double a, double b, double x, double y) {
  if (is_heavy(a, b)) return log_heavy(a, b, x, y);
  return log_kernel(a, b, x, y) + elementary::log(b / (a + b)) + elementary::log(fraction(a, b, x));
}

/// x improved by Newton's steps on the log of a tail that grows (`sign` 1) or falls (-1) to reach log_p.
template <class LogTail>
double polished(double x, double a, double b, double log_p, LogTail log_tail_at, double sign) {
  for (int i = 0; i < 20 && x > 0 && x < 1; ++i) {
    const double at = log_tail_at(a, b, x, 1 - x);
    const double slope = sign * elementary::exp(log_density(a, b, x, 1 - x) - at);
    const double step = (log_p - at) / slope, next = x + step;
    if (!(std::fabs(step) > 4e-16 * x) || !(next > 0 && next < 1)) break;
    x = next;
  }
  return x;
}

}  // namespace

double log_kernel(double a, double b, double x, double y, double gap) {
  const double n = a + b;
  return stirling_rest(n) - stirling_rest(a) - stirling_rest(b) - deviance(n, x, y, gap) -
         0.5 * (log_two_pi + elementary::log(a) + elementary::log(b / n));
}

double log_kernel(double a, double b, double x, double y) {
  const double n = a + b;
  return log_kernel(a, b, x, y, x < y ? std::fma(-n, x, a) : std::fma(n, y, -b));
}

Shape shape(double a, double b) {
  const double n = a + b, sd = std::sqrt(a / n) * std::sqrt(b / n / (n + 1));
  const double lean = (b - a) / n / sd;
  const double m3 = 2 * lean / (n + 2);
  const double m4 = 3 * ((n + 1) + lean * m3) / (n + 3);
  const double m5 = 4 * ((n + 1) * m3 + lean * m4) / (n + 4);
  const double m6 = 5 * ((n + 1) * m4 + lean * m5) / (n + 5);
  const double excess = 3 * (lean * m3 - 2) / (n + 3);
  return {m3, excess, m5 - 10 * m3, m6 - 15 * m4 - 10 * m3 * m3 + 30};
}

double log_density(double a, double b, double x, double y) {
  constexpr double few = 17;
  if (x > 0 && y > 0 && std::fmax(a, b) < few) {
    // Nothing large cancels, and the powers keep their digits at both ends.
    const double log_x = x < y ? elementary::log(x) : elementary::log1p(-y),
                 log_y = x < y ? elementary::log1p(-x) : elementary::log(y);
    return (a - 1) * log_x + (b - 1) * log_y - log_beta(a, b);
  }
  if (x > 0 && y > 0) {
    return log_kernel(a, b, x, y) + elementary::log(a) + elementary::log(b / (a + b)) - elementary::log(x) -
           elementary::log(y);
  }
  const double own = x > 0 ? b : a, other = x > 0 ? a : b;  // the weight of the end that x is at
  return own < 1 ? infinity : own > 1 ? -infinity : elementary::log(other);
}

double entropy(double a, double b) {
  // Stirling's formula for the gamma functions, whose large terms then cancel those of ln x - psi(x).
  const double n = a + b, roots = 0.5 * (log_two_pi + elementary::log(a) + elementary::log(b / n));
  return roots - elementary::log(n) + (stirling_rest(a) + stirling_rest(b) - stirling_rest(n)) +
         ((a - 1) * elementary::log_less_digamma(a) + (b - 1) * elementary::log_less_digamma(b) -
          (n - 2) * elementary::log_less_digamma(n));
}

double cdf(double a, double b, double x, double y) {
  // Between these Boost's tails lose digits, and the fraction is short enough; beyond it would be long.
  constexpr double many = 100, too_many = 1e6;
  if (is_heavy(a, b) && x > 0 && y > 0) {
    const bool below = from_mean(a, b, x, y) >= 0;
    return below ? elementary::exp(log_heavy(a, b, x, y)) : 1 - elementary::exp(log_heavy(b, a, y, x));
  }
  if (a + b > many && a + b < too_many && x > 0 && y > 0) {
    const bool below = x * (a + b + 2) < a + 1;
    return below ? elementary::exp(log_far(a, b, x, y)) : 1 - elementary::exp(log_far(b, a, y, x));
  }
  if (x <= y) return bm::ibeta(a, b, x, special::Quiet());
  const double other = bm::ibeta(b, a, y, special::Quiet());
  return other < 0.5 ? 1 - other : bm::ibetac(b, a, y, special::Quiet());
}

double quantile(double a, double b, double p) {
  const double log_p = elementary::log(p), near_zero = (log_p + elementary::log(a) + log_beta(a, b)) / a;
  const auto gap = [&](double at) { return std::fabs(log_p - log_cdf(a, b, at, 1 - at)); };
  // Where p is tiny Boost may miss it by many powers of ten or fail, and the tail is a power.
  const double boost = special::beta_quantile(a, b, p), power = elementary::exp(near_zero);
  const bool is_power = power < 1 && !(boost >= 0 && gap(boost) < gap(power));
  return polished(is_power ? power : boost, a, b, log_p, log_cdf, 1);
}

double complement_quantile(double a, double b, double q) {
  const double y = quantile(b, a, q);
  if (!(y > 0.5)) return 1 - y;
  // Near 0, where 1 - y has few digits or none: from the other tail, which 1 - q may have rounded.
  const double start = 1 - q < 1 ? quantile(a, b, 1 - q) : 1 - y;
  return q < 0.5 ? polished(start, a, b, elementary::log(q), log_complement, -1) : start;
}

double complement(double a, double b, double x, double y) { return cdf(b, a, y, x); }

double log_cdf(double a, double b, double x, double y) {
  const double below = cdf(a, b, x, y);
  if (below > smallest_tail) return log_tail(below, complement(a, b, x, y));
  return x > 0 ? log_far(a, b, x, y) : -infinity;
}

double log_complement(double a, double b, double x, double y) { return log_cdf(b, a, y, x); }

}  // namespace plim::beta_law
