#pragma once

namespace plim {

/// ln k! - ln(sqrt(2 pi k) (k/e)^k), the error of Stirling's formula, for integers k >= 1; 0 at k = 0.
double stirling_error(double k) noexcept;

/// ln P(K = k) of Binomial(n, p), 0 < p < 1, q = 1 - p, by the saddle-point form of Loader (2000), which
/// loses no digits at any n to 2^53. `from_mean` = k - n p, which the caller may know better than by
/// subtraction.
double binomial_log_mass(double k, double n, double p, double q, double from_mean) noexcept;

}  // namespace plim
