#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/least_log.hpp"

namespace plim {

/// Pareto's law: the scale is the least observation x, the shape n over the sum of ln(x_i/x). The likelihood
/// is not regular in the scale, whose errors fall like 1/n; the limits of both are exact (Malik 1970). Equal
/// observations have no maximum (shape -> infinity: unbounded); one at or below 0 is invalid.
class ParetoModel {
 public:
  using view = LeastLog;
  using likelihood_view = LeastLog;
  static constexpr std::string_view likelihood = "pareto";
  static constexpr std::size_t size = 2;
  static std::vector<Target<2>> targets();  // scale, shape
  /// The shape over its estimate is a gamma number of shape n - 1 over n.
  static double moments(std::string_view target, std::int64_t n) {
    return target == "shape" ? static_cast<double>(n) - 1 : not_given;
  }
  static Outcome<ParetoModel> bind(const Knowns&) { return ParetoModel{}; }

  Fit<2> fit(const LeastLog::One& s) const noexcept;
  /// Of the shape; the scale is nearer than any such law says.
  Square<2> covariance(const Theta<2>& at) const noexcept { return {{{0, 0}, {0, at[1] * at[1]}}}; }
  Theta<2> score(const LeastLog::One& s, const Theta<2>& at) const noexcept;
  /// The lower limit of the scale, below which it is with probability 1 - level; its upper one is the
  /// estimate.
  Theta<2> edge_limit(const LeastLog::One& s, double level) const noexcept;
  /// Of the shape.
  Range exact_limits(std::string_view, double shape, const LeastLog::One& s, double level,
                     QuantileMemo& memo) const;
  double log_likelihood(const LeastLog::One& s, const Theta<2>& at) const noexcept;
};

}  // namespace plim
