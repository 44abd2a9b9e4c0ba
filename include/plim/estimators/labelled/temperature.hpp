#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/labelled/known_softmax.hpp"
#include "plim/views/labelled.hpp"

namespace plim {

/// The T > 0 of which softmax(scores/T) gives the labels of a sample the largest likelihood, the scores z
/// being those of a classifier that stood before it (Guo, Pleiss, Sun and Weinberger 2017).
///
/// The log-likelihood is concave in 1/T; Newton's iteration there, halved until it grows. No maximum where
/// every label has the largest score (T = 0 is the limit) or labels have on average no larger score than
/// classes (no T > 0): status at_infinity; where all scores of each point are equal, any T: undefined. The
/// standard error T^2/sqrt(sum of variances of z under softmax(z/T)) is Fisher's; interval: log. O(n K d) an
/// iteration.
class Temperature {
 public:
  using view = Labelled;
  struct workspace {
    std::vector<double> scores, p;
  };
  static constexpr std::string_view name = "temperature_scaling", estimand = "temperature",
                                    likelihood = "softmax";
  static constexpr std::string_view summary =
      "temperature of a known classifier by maximum likelihood; interval: log";
  static Outcome<Temperature> bind(const Knowns& knowns, const Arguments&);
  /// 1/T has a density at 0: no mean at any n.
  double moments(std::int64_t, std::size_t) const noexcept { return 1; }
  bool has_interval() const noexcept { return half_ > 0; }
  void estimate(const Labelled::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  double write_scores(const Labelled::One& sample, std::vector<double>& scores) const;

  KnownSoftmax known_;
  double half_ = 0;  // of the interval, in standard errors; 0: none is wanted
  bool on_log_ = true;
};

}  // namespace plim
