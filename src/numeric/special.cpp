#include "plim/numeric/special.hpp"

#include <cmath>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>

#include "plim/numeric/elementary.hpp"
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

}  // namespace

double normal_quantile(double p) { return bm::quantile(bm::normal_distribution<double, Quiet>(), p); }

double normal_cdf(double x) { return bm::cdf(bm::normal_distribution<double, Quiet>(), x); }

double log_normal_cdf(double x) {
  constexpr double far = -30;  // from where eight terms of the asymptotic series have all digits
  if (!(x < far)) return log_tail(normal_cdf(x), normal_cdf(-x));
  constexpr double log_root_two_pi = 0.91893853320467274178;
  const double w = 1 / (x * x);
  double series = 0;
  for (int odd = 15; odd > 0; odd -= 2) series = -odd * w * (1 + series);
  return -0.5 * x * x - elementary::log(-x) - log_root_two_pi + elementary::log1p(series);
}

double beta_quantile(double a, double b, double p) {
  return bm::quantile(bm::beta_distribution<double, Quiet>(a, b), p);
}

double log_gamma(double x) { return bm::lgamma(x, Quiet()); }

double tetragamma(double x) { return bm::polygamma(2, x, Quiet()); }

double beta_cdf(double a, double b, double x) { return bm::ibeta(a, b, x, Quiet()); }

double gamma_cdf(double shape, double x) { return bm::gamma_p(shape, x, Quiet()); }
double gamma_cdf_complement(double shape, double x) { return bm::gamma_q(shape, x, Quiet()); }
double gamma_quantile(double shape, double p) { return bm::gamma_p_inv(shape, p, Quiet()); }
double gamma_quantile_complement(double shape, double p) { return bm::gamma_q_inv(shape, p, Quiet()); }

double student_t_quantile(double df, double p) {
  return bm::quantile(bm::students_t_distribution<double, Quiet>(df), p);
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
