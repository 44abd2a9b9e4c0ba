#pragma once

namespace plim {

/// ln P(K = k) of Poisson(mean), mean > 0, k = 0, 1, ... (or any k >= 16), by the saddle-point form of Loader
/// (2000), which loses no digits at any mean. `from_mean` = k - mean, which the caller may know better than
/// by subtraction.
double poisson_log_mass(double k, double mean, double from_mean) noexcept;

}  // namespace plim
