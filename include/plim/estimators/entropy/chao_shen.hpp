#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// Horvitz-Thompson estimator of the entropy with coverage-adjusted frequencies (Chao and Shen 2003; nats):
/// C = 1 - f1/n, f1 replaced by n - 1 if every observation is a class of its own; q = C c/n;
/// -sum q ln q / (1 - (1 - q)^n) over the classes seen. No observations: empty; one class alone:
/// 0, the boundary.
class EntropyChaoShen {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "chao_shen";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "coverage-adjusted Horvitz-Thompson estimator; interval: jackknife";
  struct workspace {
    std::vector<double> coverage, log_coverage, sum;  // [lanes]
  };
  unsigned features() const noexcept { return frequencies; }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;
};

}  // namespace plim
