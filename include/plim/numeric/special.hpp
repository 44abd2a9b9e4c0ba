#pragma once
#include <cstdint>

/// Special functions by Boost.Math, in double precision; outside their domain they give NaN or an infinity.
namespace plim::special {

/// x with Phi(x) = p, 0 < p < 1.
double normal_quantile(double p);
/// Phi(x).
double normal_cdf(double x);
/// ln Phi(x), also where Phi(x) underflows.
double log_normal_cdf(double x);
/// x with I_x(a, b) = p; a, b > 0, 0 <= p <= 1.
double beta_quantile(double a, double b, double p);
/// Gamma(x), and ln |Gamma(x)|.
double gamma(double x);
double log_gamma(double x);
/// Riemann's zeta(s), s > 1.
double zeta(double s);
/// psi''(x) < 0, x > 0.
double tetragamma(double x);
/// P(X <= x) of Beta(a, b), 0 <= x <= 1.
double beta_cdf(double a, double b, double x);
/// P(X <= x) and P(X > x) of the gamma law of that shape > 0 and scale 1, x >= 0.
double gamma_cdf(double shape, double x);
double gamma_cdf_complement(double shape, double x);
/// x with P(X <= x) = p, and with P(X > x) = p, of the gamma law of that shape > 0 and scale 1.
double gamma_quantile(double shape, double p);
double gamma_quantile_complement(double shape, double p);
/// P(T <= t) of Student's t with `df` > 0 degrees of freedom.
double student_t_cdf(double df, double t);
/// t with P(T <= t) = p, 0 < p < 1.
double student_t_quantile(double df, double p);
/// P(X <= x) of chi-square with `df` > 0 degrees of freedom.
double chi_square_cdf(double df, double x);
/// x with P(X <= x) = p, 0 < p < 1.
double chi_square_quantile(double df, double p);
/// P(X <= x), and x with P(X <= x) = p, 0 < p < 1, of noncentral chi-square with `df` > 0 degrees of freedom;
/// beyond a noncentrality of 10^6 by the approximation of Sankaran (1963), which is good to 1e-7 there.
double noncentral_chi_square_cdf(double df, double noncentrality, double x);
double noncentral_chi_square_quantile(double df, double noncentrality, double p);

struct WilsonLimits {
  double lower, upper;
};
/// The score interval of a proportion at confidence `level` (Wilson 1927); n >= 1.
WilsonLimits wilson_limits(std::int64_t successes, std::int64_t n, double level);

/// The factor z of a band that `comparisons` normal deviates leave with probability at most `level` together:
/// Phi^-1(1 - level / (2 comparisons)) (Bonferroni).
double simultaneous_z(std::int64_t comparisons, double level);

}  // namespace plim::special
