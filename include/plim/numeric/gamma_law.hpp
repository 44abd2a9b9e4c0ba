#pragma once

/// The gamma law of scale 1 at any shape > 0 and x >= 0, in double precision also where shapes are huge.
namespace plim::gamma_law {

double log_density(double shape, double x);
/// P(X <= x) and P(X > x), each computed directly.
double cdf(double shape, double x);
double complement(double shape, double x);
/// x with P(X <= x) = p, 0 < p < 1.
double quantile(double shape, double p);
/// -E ln f(X), nats.
double entropy(double shape);

}  // namespace plim::gamma_law
