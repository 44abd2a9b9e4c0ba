#pragma once

namespace plim {

/// ln P(K = k) of Binomial(n, p), 0 < p < 1, q = 1 - p, by the saddle-point form of Loader (2000), which
/// loses no digits at any n to 2^53. `from_mean` = k - n p, which the caller may know better than by
/// subtraction.
double binomial_log_mass(double k, double n, double p, double q, double from_mean) noexcept;

}  // namespace plim
