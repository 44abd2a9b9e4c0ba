#pragma once
#include "plim/numeric/shape.hpp"

/// The beta law of any weights a, b > 0 at x, 0 <= x <= 1, and y = 1 - x, which the caller may know better
/// than by subtraction; its tails are those of the binomial, negative binomial and Student laws.
namespace plim::beta_law {

double log_density(double a, double b, double x, double y);
/// P(X <= x) = I_x(a, b) and P(X > x), each computed directly.
double cdf(double a, double b, double x, double y);
double complement(double a, double b, double x, double y);
/// x with P(X <= x) = p, 0 < p < 1.
double quantile(double a, double b, double p);
/// x with P(X > x) = q, 0 < q < 1, with all digits also near 0.
double complement_quantile(double a, double b, double q);
/// nats.
double entropy(double a, double b);
/// ln P(X <= x) and ln P(X > x), also where these underflow.
double log_cdf(double a, double b, double x, double y);
double log_complement(double a, double b, double x, double y);
/// By Pearson's recurrence of central moments (1895), which only adds.
Shape shape(double a, double b);
/// ln (Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a y^b), by the saddle-point form of Loader (2000) for
/// a and b that need not be integers.
double log_kernel(double a, double b, double x, double y);
/// The same where gap = a - (a + b) x is known better than by subtraction.
double log_kernel(double a, double b, double x, double y, double gap);

}  // namespace plim::beta_law
