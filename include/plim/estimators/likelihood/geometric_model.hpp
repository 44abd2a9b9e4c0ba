#pragma once
#include <limits>
#include <string_view>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// Geometric law of the failures before the first success: p = 1/(1 + mean), on the boundary p = 1 where all
/// observations are 0. Observations that are negative or no integers are invalid.
struct GeometricModel {
  using view = SampleMean;
  using likelihood_view = SampleMean;
  static constexpr std::string_view likelihood = "geometric";
  static constexpr std::size_t size = 1;
  static std::vector<Target<1>> targets();  // p, mean
  static double moments(std::string_view, std::int64_t) { return std::numeric_limits<double>::infinity(); }
  static Outcome<GeometricModel> bind(const Knowns&) { return GeometricModel{}; }

  Fit<1> fit(const SampleMean::One& s) const noexcept;
  Square<1> covariance(const Theta<1>& at) const noexcept { return {{{at[0] * at[0] * (1 - at[0])}}}; }
  Theta<1> score(const SampleMean::One& s, const Theta<1>& at) const noexcept {
    return {1 / at[0] - s.mean / (1 - at[0])};
  }
  /// The p under which zeros alone have the chance 1 - level: exact, one-sided.
  Theta<1> edge_limit(const SampleMean::One& s, double level) const noexcept;
  /// By the law of the sum of the failures.
  Range exact_limits(std::string_view target, double value, const SampleMean::One& s, double level,
                     QuantileMemo& memo) const;
  double log_likelihood(const SampleMean::One& s, const Theta<1>& at) const noexcept;
};

}  // namespace plim
