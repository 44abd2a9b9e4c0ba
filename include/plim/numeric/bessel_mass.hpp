#pragma once

namespace plim {

/// ln (e^-(a + b) (a/b)^(k/2) I_k(2 sqrt(a b))), k = shape - 1, for a, b >= 0 and any real shape > 0: of
/// whole k the mass of the difference of two Poisson numbers with means a and b (Skellam 1946), of any k
/// twice the density at 2 a of noncentral chi-square with 2 shape degrees of freedom and noncentrality 2 b
/// (Fisher 1928). At the saddle point it is a product of two Poisson masses (Loader 2000), so that no digits
/// cancel; the rest is Debye's expansion of the Bessel function (1909; DLMF 10.41). `from_mean` = k - (a -
/// b), which the caller may know better than by subtraction.
double bessel_log_mass(double shape, double a, double b, double from_mean) noexcept;

/// ln (e^-z I_0(z)), z >= 0.
double log_scaled_bessel_0(double z) noexcept;

/// 1 - I_1(z)/I_0(z), z >= 0.
double bessel_ratio_rest(double z) noexcept;

}  // namespace plim
