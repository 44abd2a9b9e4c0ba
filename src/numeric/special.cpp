#include "plim/numeric/special.hpp"

#include <cmath>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>

#include "quiet.hpp"

namespace plim::special {
namespace {

namespace bm = boost::math;
}  // namespace

double normal_quantile(double p) { return bm::quantile(bm::normal_distribution<double, Quiet>(), p); }

double normal_cdf(double x) { return bm::cdf(bm::normal_distribution<double, Quiet>(), x); }

double beta_quantile(double a, double b, double p) {
  return bm::quantile(bm::beta_distribution<double, Quiet>(a, b), p);
}

double log_gamma(double x) { return bm::lgamma(x, Quiet()); }

double log_gamma_ratio(double x, double d) {
  // Boost gives Gamma(x) / Gamma(x + d) without cancellation, but it over- and underflows for large d.
  const double ratio = bm::tgamma_delta_ratio(x, d, Quiet());
  return ratio > 0 && std::isfinite(ratio) ? -std::log(ratio) : log_gamma(x + d) - log_gamma(x);
}

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
