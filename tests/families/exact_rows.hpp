#pragma once

// Parameter sets of every family for the tests of exactness: a name that is missing here does not compile
// (see exact_laws.hpp). Each row holds values in the order of the family's own parameters: ordinary ones,
// edges, and both sides of every branch of the sampler.
namespace plim::test::rows {

using Text = const char* const;

inline constexpr Text arcsine = "[[0, 1], [-2, 3.5]]";
inline constexpr Text bernoulli = "[[0.3], [0.5], [1e-4], [0.9999]]";
// Shapes below 1 and at it take other ways to a gamma number.
inline constexpr Text beta =
    "[[0.5, 0.5], [1, 1], [2, 5], [0.9999999999999999, 1.0000000000000002], [40, 7], [300, 0.8]]";
inline constexpr Text beta_binomial = "[[1, 0.5, 2], [20, 1.5, 4], [200, 1000, 1000], [300, 0.7, 12]]";
// Inversion below n min(p, 1 - p) = 10, rejection from there on, mirrored above p = 1/2.
inline constexpr Text binomial =
    "[[1, 0.3], [25, 0.0396], [1000, 0.001238], [1000, 0.999000999000999], [20, 0.7], [100, "
    "0.09999999999999999],"
    " [100, 0.1], [100, 0.1000001], [100, 0.9], [40, 0.5], [100000, 0.3], [1000000000000, 1e-12], "
    "[10000000000, 0.5]]";
inline constexpr Text categorical =
    "[[[0.1, 0.25, 0.3, 0.15, 0.2]], [[0.9, 0.06, 0.04]], [[0, 0.5, 0, 0, 0.5, 0]], [[0.001, 0.001, 0.998]], "
    "[[1]]]";
inline constexpr Text categorical_geometric = "[[1, 0.5], [2, 0.3], [7, 0.9], [40, 0.5]]";
inline constexpr Text categorical_power = "[[1, 1], [2, 0], [7, 1.2], [300, 2.5]]";
inline constexpr Text categorical_uniform = "[[1], [2], [7], [997]]";
inline constexpr Text cauchy = "[[0, 1], [-3, 2.5]]";
inline constexpr Text chi_squared = "[[0.9], [1.9999999999999998], [2], [2.0000000000000004], [7], [1000]]";
inline constexpr Text discrete_uniform =
    "[[1, 6], [-3, 0], [5, 5], [0, 1000000], [-1000000000, 1000000000000000]]";
inline constexpr Text exponential = "[[0.2], [1], [1e100]]";
inline constexpr Text f = "[[3, 7], [1, 2.5], [6, 14], [2, 1000]]";
inline constexpr Text frechet = "[[7, 1.5], [0.7, 3], [30, 1e100]]";
// The method changes at shape 1.
inline constexpr Text gamma =
    "[[0.3, 2], [0.9999999999999999, 7], [1, 1e-5], [1.0000000000000002, 1e5], [2.3, 0.4], [1.9, 1], [60, "
    "1000],"
    " [1e6, 0.5]]";
inline constexpr Text generalised_pareto =
    "[[0, 1, 0.3], [2, 0.5, -0.4], [0, 1, 0], [0, 1, 1e-9], [0, 1, -1e-9]]";
inline constexpr Text geometric = "[[1], [0.999], [0.5], [0.07], [0.001], [1e-9], [1e-17]]";
inline constexpr Text gev = "[[0, 1, 0.1], [2, 0.5, -0.4], [0, 1, 0], [0, 1, 1e-9], [0, 1, -1e-9]]";
inline constexpr Text gumbel = "[[0, 1], [-3, 2.5]]";
inline constexpr Text hyperexponential =
    "[[[0.3, 0.7], [0.5, 4]], [[1], [2]], [[0.2, 0.5, 0.3], [1, 1.5, 20]], [[0, 0.5, 0, 0.5], [1e-9, 1, 1e9, "
    "3]]]";
// Inversion below a mean of 10, the ratio of uniforms beyond; urns turned round.
inline constexpr Text hypergeometric =
    "[[5, 7, 4], [70, 130, 50], [300, 20, 100], [60, 40, 16], [40, 60, 74], [1000, 1000, 19], [1000, 1000, "
    "21],"
    " [5, 5, 0], [1073741824, 1073741824, 1000], [1000000, 1000000000, 2000000]]";
inline constexpr Text inverse_gamma = "[[6.5, 2], [0.7, 2], [1, 3], [60, 1000]]";
inline constexpr Text inverse_gaussian =
    "[[1, 1], [1.5, 4], [2.5, 0.3], [100, 0.01], [1e-8, 1], [30, 10000], [100000000, 2.25]]";
inline constexpr Text kumaraswamy = "[[2, 5], [0.5, 0.5], [1, 1], [3, 2], [200, 0.5]]";
inline constexpr Text laplace = "[[0, 1], [-3, 2.5]]";
inline constexpr Text levy = "[[0, 1], [-3, 2.5]]";
inline constexpr Text logarithmic = "[[1e-9], [0.1], [0.5], [0.9], [0.999]]";
inline constexpr Text logistic = "[[0, 1], [-3, 2.5]]";
inline constexpr Text lognormal = "[[0, 1], [-0.5, 0.25], [0.1, 0.001]]";
inline constexpr Text negative_binomial = "[[1, 0.3], [2.5, 0.1], [0.3, 0.5], [40, 0.9], [300, 0.4]]";
inline constexpr Text noncentral_beta = "[[2, 5, 0], [3, 1.5, 5], [0.7, 2, 0.01]]";
inline constexpr Text noncentral_chi_squared =
    "[[3, 0], [4, 5], [1, 19.99], [1, 20.01], [1, 500], [1000, 20]]";
inline constexpr Text noncentral_f = "[[3, 7, 0], [4, 10, 5], [1, 6, 50]]";
inline constexpr Text noncentral_t = "[[9, 1.5], [4.5, 5], [30, -2], [1, 0]]";
inline constexpr Text normal = "[[0, 1], [-3, 2.5], [1000000, 0.001]]";
inline constexpr Text pareto = "[[1, 2.5], [3, 0.7], [2, 30], [1, 1000000]]";
// Inversion below a mean of 10, rejection from there on.
inline constexpr Text poisson =
    "[[0], [0.001], [0.95], [6], [9.5], [9.999999999999998], [10], [10.000000000000002], [12], [95], "
    "[157.17], [746],"
    " [1000000], [1000000000], [1000000000000], [1000000000000000]]";
inline constexpr Text rayleigh = "[[1], [2.5]]";
inline constexpr Text rice = "[[0, 1], [1, 1], [40, 1], [3, 0.5]]";
inline constexpr Text skellam = "[[0.001, 0.002], [3, 7.5], [9.999, 10.001], [40, 0.1], [200, 230]]";
inline constexpr Text skew_normal = "[[0, 1, 0], [0, 1, 0.7], [-3, 2.5, -5], [1, 0.5, 1000]]";
inline constexpr Text student_t =
    "[[0, 1, 1], [2, 0.5, 3], [0, 1, 2], [0, 1, 1.9999999999999998], [5, 1, 120]]";
inline constexpr Text triangular = "[[0, 0.25, 1], [-2, 3, 3.5], [0, 0, 2], [-1, 1, 1]]";
inline constexpr Text uniform = "[[0, 1], [-2, 3.5], [1000000, 1000001]]";
// Below a concentration of 0.4 the proposal is flat.
inline constexpr Text von_mises =
    "[[0, 0], [0, 1e-9], [0, 0.39999999999999997], [0, 0.4], [1, 2], [-2.5, 7], [0, 50], [0, 1000]]";
inline constexpr Text weibull = "[[1.5, 2], [0.7, 1e-5], [7.9, 1], [8.1, 1], [60, 1000]]";
inline constexpr Text zeta = "[[1.5], [2], [3.7], [30]]";
inline constexpr Text zipf =
    "[[0.7, 40], [1.3, 30000], [0, 1024], [0.9999999999999999, 10], [1, 1000000], [1.0000000000000002, "
    "1000000],"
    " [1, 1000000000], [2, 1000000000], [10000, 10], [1.5, 1]]";

}  // namespace plim::test::rows
