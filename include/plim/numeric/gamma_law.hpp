#pragma once

/// The gamma law of scale 1 at any shape > 0 and x >= 0, in double precision also where shapes are huge.
namespace plim::gamma_law {

double log_density(double shape, double x);
/// P(X <= x) and P(X > x), each computed directly.
double cdf(double shape, double x);
double complement(double shape, double x);
/// ln P(X <= x) and ln P(X > x), also where these underflow.
double log_cdf(double shape, double x);
double log_complement(double shape, double x);
/// x with P(X <= x) = p, and with P(X > x) = q, 0 < p, q < 1.
double quantile(double shape, double p);
double complement_quantile(double shape, double q);
/// At points too small for a double: ln P(X <= x) = shape ln x - ln Gamma(shape + 1), and ln x where P(X <=
/// x) is e^log_p.
double log_cdf_near_zero(double shape, double log_x);
double log_quantile_near_zero(double shape, double log_p);
/// -E ln f(X), nats.
double entropy(double shape);

}  // namespace plim::gamma_law
