#pragma once
#include <limits>
#include <string_view>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/mean_log_factorial.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// Poisson law: the sample mean, on the boundary where all observations are 0. Observations that are negative
/// or no integers are invalid.
struct PoissonModel {
  using view = SampleMean;
  using likelihood_view = MeanLogFactorial;
  static constexpr std::string_view likelihood = "poisson";
  static constexpr std::size_t size = 1;
  static std::vector<Target<1>> targets() {
    return {parameter_target<1, 0>("mean", not_negative, 0, Exact::own)};
  }
  static double moments(std::string_view, std::int64_t) { return std::numeric_limits<double>::infinity(); }
  static Outcome<PoissonModel> bind(const Knowns&) { return PoissonModel{}; }

  Fit<1> fit(const SampleMean::One& s) const noexcept;
  Square<1> covariance(const Theta<1>& at) const noexcept { return {{{at[0]}}}; }
  Theta<1> score(const SampleMean::One& s, const Theta<1>& at) const noexcept { return {s.mean / at[0] - 1}; }
  /// The mean under which zeros alone have the chance 1 - level: exact, one-sided.
  Theta<1> edge_limit(const SampleMean::One& s, double level) const noexcept;
  /// Garwood's.
  Range exact_limits(std::string_view, double, const SampleMean::One& s, double level,
                     QuantileMemo& memo) const;
  double log_likelihood(const MeanLogFactorial::One& s, const Theta<1>& at) const noexcept;
};

}  // namespace plim
