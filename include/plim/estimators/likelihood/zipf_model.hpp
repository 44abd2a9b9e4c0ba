#pragma once
#include <memory>
#include <vector>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/mean_log.hpp"

namespace plim {

/// Zipf law on 1 .. N with known N (the alphabet size): s >= 0 with E_s[ln k] = mean(ln x). On the boundary
/// s = 0 where the mean reaches the uniform law's; all ones push s to infinity; observations outside 1 .. N
/// or no integers are invalid. O(N) a step.
class ZipfModel {
 public:
  using view = MeanLog;
  using likelihood_view = MeanLog;
  static constexpr std::string_view likelihood = "zipf";
  static constexpr std::size_t size = 1;
  static std::vector<Target<1>> targets() {
    Target<1> s = parameter_target<1, 0>("s", not_negative);
    s.can_be_low = true;  // the uniform law's, above which half of its samples have their maximum
    return {s};
  }
  /// Needs the alphabet size.
  static Outcome<ZipfModel> bind(const Knowns& knowns);

  Fit<1> fit(const MeanLog::One& s) const noexcept;
  Square<1> covariance(const Theta<1>& at) const noexcept { return {{{1 / moments(at[0]).variance}}}; }
  Theta<1> score(const MeanLog::One& s, const Theta<1>& at) const noexcept {
    return {moments(at[0]).mean - s.mean_log};
  }
  /// The s whose log-likelihood lies below that of s = 0 by half the chi-square quantile of the level.
  Theta<1> edge_limit(const MeanLog::One& s, double level) const noexcept;
  double log_likelihood(const MeanLog::One& s, const Theta<1>& at) const noexcept;

 private:
  /// Of ln k under the law, and ln of the normalising sum.
  struct LogMoments {
    double mean, variance, log_total;
  };
  LogMoments moments(double s) const noexcept;

  std::shared_ptr<const std::vector<double>> logs_;  // ln 1 .. ln N
};

}  // namespace plim
