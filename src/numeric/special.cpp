#include "plim/numeric/special.hpp"

#include <algorithm>
#include <cmath>
#include <exception>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/zeta.hpp>

#include "plim/core/real.hpp"
#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/tails.hpp"
#include "quiet.hpp"

namespace plim::special {
namespace {

namespace bm = boost::math;

constexpr double most_noncentrality = 1e6;  // for Boost, which sums a number of terms like its root

/// (X / mean)^power is nearly normal (Sankaran 1963).
struct Sankaran {
  double mean, power, centre, spread;
  Sankaran(double df, double noncentrality) : mean(df + noncentrality) {
    const double two = df + 2 * noncentrality, three = df + 3 * noncentrality;
    power = 1 - 2 * mean * three / (3 * two * two);
    const double p = two / (mean * mean), m = (power - 1) * (1 - 3 * power);
    centre = 1 + power * p * (power - 1 - (2 - power) * m * p / 2);
    spread = power * std::sqrt(2 * p) * (1 + m * p / 2);
  }
};

constexpr double enough_weight = 1e5;  // from here Boost's inverse loses digits, and the expansion has them

/// Where P(X <= x) of a law is that of the normal deviate z, in standard deviations from its mean, from its
/// standardised cumulants of orders three to six (Cornish and Fisher 1937; Fisher and Cornish 1960), to the
/// fourth order in 1/sqrt(n).
double cornish_fisher(double z, double g1, double g2, double g3, double g4) {
  const double w = z * z, h1 = z, h2 = w - 1, h3 = z * (w - 3), h4 = w * (w - 6) + 3,
               h5 = z * (w * (w - 10) + 15);
  const double first = g1 * h2 / 6;
  const double second = g2 * h3 / 24 - g1 * g1 * (2 * h3 + h1) / 36;
  const double third = g3 * h4 / 120 - g1 * g2 * (h4 + h2) / 24 + g1 * g1 * g1 * (12 * h4 + 19 * h2) / 324;
  const double fourth = g4 * h5 / 720 - g2 * g2 * (3 * h5 + 6 * h3 + 2 * h1) / 384 -
                        g1 * g3 * (2 * h5 + 3 * h3) / 180 +
                        g1 * g1 * g2 * (14 * h5 + 37 * h3 + 8 * h1) / 288 -
                        g1 * g1 * g1 * g1 * (252 * h5 + 832 * h3 + 227 * h1) / 7776;
  return z + (first + (second + (third + fourth)));
}

/// x with I_x(a, b) = Phi(z) for large a and b: in standard deviations better than 1e-10.
double heavy_beta_quantile(double a, double b, double z) {
  const double n = a + b, mean = a / n, sd = std::sqrt(mean) * std::sqrt(b / n / (n + 1));
  const Shape s = beta_law::shape(a, b);
  return mean + sd * cornish_fisher(z, s.skewness, s.excess, s.fifth, s.sixth);
}

constexpr double huge_weight = 1e9;  // from here Boost's inverse fails beside a small weight

/// x with I_x(a, b) = p where one weight is far larger than the other: -ln of the share that is nearly 1 is a
/// gamma number of the small weight over N = large + (small - 1)/2 (Wise 1950), with a shift of
/// s = small^2.5 / (12 N^2) standard deviations, and an error of order s^2.
double one_sided_beta_quantile(double a, double b, double p) {
  const double small = std::min(a, b), N = std::max(a, b) + 0.5 * (small - 1);
  const double y = a < b ? gamma_law::quantile(small, p) : gamma_law::complement_quantile(small, p);
  const double rate = y / N * (1 + (small - 1) / N * ((small + 1 + y) / N) / 24);
  return a < b ? 0.0 - elementary::expm1(-rate) : elementary::exp(-rate);
}

}  // namespace

double normal_quantile(double p) { return bm::quantile(bm::normal_distribution<double, Quiet>(), p); }

double normal_cdf(double x) { return bm::cdf(bm::normal_distribution<double, Quiet>(), x); }

double log_normal_cdf(double x) {
  constexpr double far = -30;  // from where eight terms of the asymptotic series have all digits
  if (!(x < far)) return log_tail(normal_cdf(x), normal_cdf(-x));
  const double w = 1 / (x * x);
  double series = 0;
  for (int odd = 15; odd > 0; odd -= 2) series = -odd * w * (1 + series);
  return -0.5 * x * x - elementary::log(-x) - half_log_two_pi + elementary::log1p(series);
}

double beta_quantile(double a, double b, double p) {
  const double small = std::min(a, b), large = std::max(a, b), z = normal_quantile(p);
  if (small > enough_weight * std::fmax(1, 0.25 * z * z)) return heavy_beta_quantile(a, b, z);
  if (large >= huge_weight && small > 0 && std::pow(small, 1.25) < 3e-3 * large)
    return one_sided_beta_quantile(a, b, p);
  try {
    return bm::quantile(bm::beta_distribution<double, Quiet>(a, b), p);
  } catch (const std::exception&) {  // its Newton iteration may throw for tiny p, whatever the policy
    return not_a_number;
  }
}

double gamma(double x) { return bm::tgamma(x, Quiet()); }

double zeta(double s) { return bm::zeta(s, Quiet()); }

double log_gamma(double x) { return bm::lgamma(x, Quiet()); }

double tetragamma(double x) { return bm::polygamma(2, x, Quiet()); }

double beta_cdf(double a, double b, double x) { return bm::ibeta(a, b, x, Quiet()); }

double gamma_cdf(double shape, double x) { return bm::gamma_p(shape, x, Quiet()); }
double gamma_cdf_complement(double shape, double x) { return bm::gamma_q(shape, x, Quiet()); }
double gamma_quantile(double shape, double p) { return bm::gamma_p_inv(shape, p, Quiet()); }
double gamma_quantile_complement(double shape, double p) { return bm::gamma_q_inv(shape, p, Quiet()); }

double student_t_quantile(double df, double p) {
  try {
    return bm::quantile(bm::students_t_distribution<double, Quiet>(df), p);
  } catch (const std::exception&) {  // as above
    return not_a_number;
  }
}

double student_t_cdf(double df, double t) {
  return bm::cdf(bm::students_t_distribution<double, Quiet>(df), t);
}

double chi_square_cdf(double df, double x) {
  return x <= 0 ? 0.0 : bm::cdf(bm::chi_squared_distribution<double, Quiet>(df), x);
}

double chi_square_quantile(double df, double p) {
  return bm::quantile(bm::chi_squared_distribution<double, Quiet>(df), p);
}

double noncentral_chi_square_cdf(double df, double noncentrality, double x) {
  if (x <= 0) return 0;
  if (noncentrality > most_noncentrality) {
    const Sankaran s(df, noncentrality);
    return normal_cdf((std::pow(x / s.mean, s.power) - s.centre) / s.spread);
  }
  return bm::cdf(bm::non_central_chi_squared_distribution<double, Quiet>(df, noncentrality), x);
}

double noncentral_chi_square_quantile(double df, double noncentrality, double p) {
  if (noncentrality > most_noncentrality) {
    const Sankaran s(df, noncentrality);
    return s.mean * std::pow(s.centre + s.spread * normal_quantile(p), 1 / s.power);
  }
  return bm::quantile(bm::non_central_chi_squared_distribution<double, Quiet>(df, noncentrality), p);
}

WilsonLimits wilson_limits(std::int64_t successes, std::int64_t n, double level) {
  const double count = static_cast<double>(n);
  const double p = static_cast<double>(successes) / count;
  const double z = normal_quantile(0.5 + 0.5 * level);
  const double shrink = 1 + z * z / count;
  const double centre = (p + z * z / (2 * count)) / shrink;
  const double half = z / shrink * std::sqrt(p * (1 - p) / count + z * z / (4 * count * count));
  // At 0 and n the limit is exactly the end; rounding must not pass it.
  return {successes == 0 ? 0.0 : centre - half, successes == n ? 1.0 : centre + half};
}

double simultaneous_z(std::int64_t comparisons, double level) {
  return -normal_quantile(level / (2 * static_cast<double>(comparisons)));
}

}  // namespace plim::special
