#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// Horvitz-Thompson estimator of the entropy with coverage-adjusted frequencies (Chao and Shen 2003; nats):
/// C = 1 - f1/n, f1 replaced by n - 1 if every observation is a class of its own; q = C c/n;
/// -sum q ln q / (1 - (1 - q)^n) over the classes seen. With the option `coverage` = "zhang_huang" C is 1 +
/// sum (-1)^c / (n over c) over the classes seen (Zhang and Huang 2007). As in Marcon and Herault's entropart
/// (2015) that is not used where a class has half of the draws or more, whose terms say nothing, but 1 - (1 -
/// A) f1/n with the A of Chao, Wang and Jost (2013), and C is 1 where no class was seen once. No
/// observations: empty; one class alone: 0, the boundary.
class EntropyChaoShen {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "chao_shen";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "coverage-adjusted Horvitz-Thompson estimator; interval: jackknife";
  struct workspace {
    std::vector<double> coverage, log_coverage, sum, others, others_c_log_c;  // [lanes]
  };
  static std::vector<Parameter> options();
  static Outcome<EntropyChaoShen> bind(const Knowns& knowns, const Arguments& options);
  unsigned features() const noexcept { return frequencies; }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;

 private:
  bool of_all_frequencies_ = false;
};

}  // namespace plim
