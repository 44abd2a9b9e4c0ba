#pragma once
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/distinct_counts.hpp"

namespace plim {

/// Minimax rate-optimal estimator of the entropy (Jiao, Venkat, Han and Weissman 2015; nats). With p = c/n, a
/// class adds -p ln p + 1/(2n) where p is above the threshold t = 4 c1 ln n / n, below t/2 the unbiased
/// estimate of the polynomial nearest to -p ln p on [0, t], between them a mean of both; none less than 0. c1
/// is the authors' fit to ln(n/f1) (MATLAB code of 2015), the degree min(4 + ceil(1.2 ln n), 22). Without a
/// class seen once, or with n below the degree, all classes are of the first kind. No K; no observations:
/// empty. O(K) to count, then O(distinct counts below t n). The polynomial's terms alternate: of the estimate
/// 1e-13 is rounding for n <= 2000, up to 1e-7 for n > 3 10^6.
class EntropyJvhw {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "jvhw";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "minimax: best polynomial for rare classes, plug-in for others; interval: jackknife";
  using workspace = DistinctCounts;
  unsigned features() const noexcept { return frequencies; }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;
};

}  // namespace plim
