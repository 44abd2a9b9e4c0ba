#pragma once
#include <string_view>

#include "plim/estimators/entropy/class_terms.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// (1/(n + 2)) sum (c + 1) [psi(n + 3) - psi(c + 2)] over the classes seen (Bonachela, Hinrichsen and Munoz
/// 2008; nats): balanced between bias and variance for few observations. No observations:
/// empty; one class alone: the boundary.
class EntropyBonachela {
 public:
  using view = CountFeatures;
  using workspace = ClassTerms::Sums;
  static constexpr std::string_view name = "bonachela", estimand = "entropy";
  static constexpr std::string_view summary =
      "balanced estimator for few observations (Bonachela et al.); interval: jackknife";
  static void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out);
  static AdditiveTerm additive_term(std::int64_t n);
};

}  // namespace plim
