#pragma once

namespace plim {

/// e^z E1(z), E1(z) = integral_z^inf e^-t/t dt, z > 0: the series below 1, else the continued fraction
/// (Abramowitz and Stegun 1964, 5.1.11 and 5.1.22). Relative error below 1e-14.
double scaled_exponential_integral(double z) noexcept;

/// sum_(j >= 0) (1 - A)^j/(n + j), n >= 1, 0 < A <= 1: what the logarithmic series keeps from its n-th term
/// on, without the power that overflows. Relative error below 1e-13.
double logarithmic_tail(double n, double A) noexcept;

}  // namespace plim
