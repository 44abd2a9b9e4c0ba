#pragma once
#include <memory>

#include "plim/estimators/labelled/softmax_regression.hpp"
#include "plim/numeric/softmax_law.hpp"
#include "plim/theory/oracle.hpp"

namespace plim {

/// E[-ln q(Y | X)] of the fitted softmax q, point and label of the population's true law (nats): what the fit
/// loses on fresh data, by quadrature. Undefined where the rule of the double step differs by more than 1e-3
/// (what is left is mostly its square): slopes so steep that the rule does not see them.
class SoftmaxFreshLoss : public OfSoftmaxFits<SoftmaxFreshLoss> {
 public:
  static constexpr std::string_view name = "fresh";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "oracle: exact cross-entropy of the fitted law on fresh data";
  static Outcome<SoftmaxFreshLoss> bind(const Population& population, const Knowns& knowns);
  void estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  std::shared_ptr<const SoftmaxLaw> law_;
};

}  // namespace plim
