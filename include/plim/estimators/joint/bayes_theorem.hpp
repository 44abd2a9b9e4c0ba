#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/proportion_interval.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// P(A given B) = P(B given A) P(A) / P(B) from observed shares.
///
/// With prior = "marginal" P(A) and P(B) are the observed ones, and the estimate is the observed share of A
/// in B. With a number, P(A) is that number and P(B) = P(B given A) P(A) + P(B given not A) (1 - P(A)): what
/// a test means where the disease is as common as that. Undefined where a share that it needs has no
/// observations; a product with a share 0 is 0.
class BayesTheorem {
 public:
  using view = Counts;
  static constexpr std::string_view name = "bayes_theorem";
  static constexpr std::string_view estimand = "probability";
  static constexpr std::string_view summary =
      "P(B given A) P(A) / P(B); interval with the marginal prior only";
  static std::vector<Parameter> options();
  static Outcome<BayesTheorem> bind(const Knowns& knowns, const Arguments& options);

  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

 private:
  std::vector<std::size_t> a_, b_, both_;
  std::optional<double> prior_;  // nothing: the observed share of A
  ProportionInterval interval_;
};

}  // namespace plim
