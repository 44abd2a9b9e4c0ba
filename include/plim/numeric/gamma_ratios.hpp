#pragma once

/// Ratios of gamma functions on the log scale, to about 1e-14 relative where the gamma functions themselves
/// nearly cancel.
namespace plim::special {

/// ln (Gamma(x + d) / Gamma(x)) for x > 0, x + d > 0; accurate where the two nearly agree.
double log_gamma_ratio(double x, double d);

/// The same for x >= 16 and x + d >= 16, by Stirling's series without a subtraction of gamma functions.
double log_large_gamma_ratio(double x, double d);

/// ln (B(a + c, r) / B(a, r)) <= 0 for a > 0 and c, r >= 0: the log probability that the next c draws are all
/// of a class of weight a, the others having weight r, when every draw adds 1 to the weight of its class
/// (Eggenberger and Polya 1923; c need not be an integer). Sums of it never cancel.
double log_beta_ratio(double a, double r, double c);

}  // namespace plim::special
