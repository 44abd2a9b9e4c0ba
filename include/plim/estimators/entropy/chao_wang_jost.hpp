#pragma once
#include <string_view>

#include "plim/estimators/entropy/class_terms.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// A of the estimator below; 1 without classes seen once.
double chao_wang_jost_ratio(double n, double once, double twice) noexcept;

/// Zhang's estimator plus what the slope of the accumulation curve at n says of the classes not seen (Chao,
/// Wang and Jost 2013; nats): (f1/n) (1 - A)^(1 - n) sum_(r >= n) (1 - A)^r/r, A = 2 f2/((n - 1) f1 + 2 f2),
/// without classes seen twice 2/((n - 1)(f1 - 1) + 2); f1, f2 classes were seen once and twice. No
/// observations: empty; one class alone: the boundary.
class EntropyChaoWangJost {
 public:
  using view = CountFeatures;
  using workspace = ClassTerms::Sums;
  static constexpr std::string_view name = "chao_wang_jost", estimand = "entropy";
  static constexpr std::string_view summary =
      "zhang plus an estimate of what the unseen classes add; interval: jackknife";
  static constexpr unsigned features() noexcept { return frequencies; }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;
};

}  // namespace plim
