#pragma once
#include <limits>
#include <string_view>
#include <vector>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/log_mean_m2.hpp"

namespace plim {

/// Lognormal law: location and scale are mean and standard deviation (divisor n) of the logarithms. Equal
/// observations have no maximum (scale -> 0: unbounded); one at or below 0 is invalid.
class LognormalModel {
 public:
  using view = LogMeanM2;
  using likelihood_view = LogMeanM2;
  static constexpr std::string_view likelihood = "lognormal";
  static constexpr std::size_t size = 2;
  static std::vector<Target<2>> targets();  // location, scale, mean, variance, sd
  /// Of a normal and a chi number; what they are exponents of is not known.
  static double moments(std::string_view target, std::int64_t) {
    const bool parameter = target == "location" || target == "scale";
    return parameter ? std::numeric_limits<double>::infinity() : not_given;
  }
  static Outcome<LognormalModel> bind(const Knowns&) { return LognormalModel{}; }

  Fit<2> fit(const LogMeanM2::One& s) const noexcept;
  Square<2> covariance(const Theta<2>& at) const noexcept {
    return {{{at[1] * at[1], 0}, {0, 0.5 * at[1] * at[1]}}};
  }
  Theta<2> score(const LogMeanM2::One& s, const Theta<2>& at) const noexcept;
  /// Of the scale, the sd of a normal law.
  Range exact_limits(std::string_view, double scale, const LogMeanM2::One& s, double level,
                     QuantileMemo& memo) const;
  double log_likelihood(const LogMeanM2::One& s, const Theta<2>& at) const noexcept;
};

}  // namespace plim
