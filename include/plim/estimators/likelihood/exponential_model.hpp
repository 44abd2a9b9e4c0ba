#pragma once
#include <limits>
#include <string_view>
#include <vector>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// Exponential law: lambda = 1/mean. A sum of 0 has no maximum (lambda -> inf: unbounded); a negative
/// observation is invalid.
struct ExponentialModel {
  using view = SampleMean;
  using likelihood_view = SampleMean;
  static constexpr std::string_view likelihood = "exponential";
  static constexpr std::size_t size = 1;
  static std::vector<Target<1>> targets();  // lambda, mean
  /// n / S of a gamma sum S.
  static double moments(std::string_view target, std::int64_t n) {
    return target == "lambda" ? static_cast<double>(n) : std::numeric_limits<double>::infinity();
  }
  static double moments_of_loss(std::int64_t n) { return static_cast<double>(n); }
  static Outcome<ExponentialModel> bind(const Knowns&) { return ExponentialModel{}; }

  Fit<1> fit(const SampleMean::One& s) const noexcept;
  Square<1> covariance(const Theta<1>& at) const noexcept { return {{{at[0] * at[0]}}}; }
  Theta<1> score(const SampleMean::One& s, const Theta<1>& at) const noexcept { return {1 / at[0] - s.mean}; }
  /// n mean lambda is of the gamma law of shape n.
  Range exact_limits(std::string_view target, double value, const SampleMean::One& s, double level,
                     QuantileMemo& memo) const;
  double log_likelihood(const SampleMean::One& s, const Theta<1>& at, int exponent = 0) const noexcept;
};

}  // namespace plim
