#pragma once
#include <limits>
#include <string_view>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {

/// Normal law, both parameters unknown: mean and sd = sqrt(M2/n). A constant sample (n = 1 among them) has an
/// unbounded likelihood. The coordinates of the fit are mean and variance, so that neither target is rounded
/// twice.
struct NormalModel {
  using view = MeanM2;
  using likelihood_view = MeanM2;
  static constexpr std::string_view likelihood = "normal";
  static constexpr std::size_t size = 2;
  static constexpr std::array<std::string_view, 2> coordinates = {"mean", "variance"};
  static std::vector<Target<2>> targets();  // mean, sd, variance
  static double moments(std::string_view, std::int64_t) { return std::numeric_limits<double>::infinity(); }
  /// Of 1/variance, variance a chi-square of n - 1 degrees of freedom.
  static double moments_of_loss(std::int64_t n) { return 0.5 * (static_cast<double>(n) - 1); }
  static Outcome<NormalModel> bind(const Knowns&) { return NormalModel{}; }

  Fit<2> fit(const MeanM2::One& s) const noexcept;
  Square<2> covariance(const Theta<2>& at) const noexcept { return {{{at[1], 0}, {0, 2 * at[1] * at[1]}}}; }
  Theta<2> score(const MeanM2::One& s, const Theta<2>& at) const noexcept;
  /// Of sd and variance.
  Range exact_limits(std::string_view target, double value, const MeanM2::One& s, double level,
                     QuantileMemo& memo) const;
  double log_likelihood(const MeanM2::One& s, const Theta<2>& at, int exponent = 0) const noexcept;
};

}  // namespace plim
