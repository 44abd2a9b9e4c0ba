#include "plim/theory/softmax_loss.hpp"

namespace plim {

Outcome<SoftmaxFreshLoss> SoftmaxFreshLoss::bind(const Population& population, const Knowns& knowns) {
  const SoftmaxLaw* law = population.softmax();
  if (law == nullptr)
    return Refusal{"fresh needs the law of points with labels, and " + population.readable() + " has none"};
  if (!law->conditional_entropy()) {
    return Refusal{"fresh needs a law of at most " + std::to_string(SoftmaxLaw::most_features) +
                   " features whose slopes quadrature can see, and " + population.readable() + " is none"};
  }
  Outcome<SoftmaxFreshLoss> bound = OfSoftmaxFits::bind(knowns, {});
  if (bound) (*bound).law_ = std::make_shared<const SoftmaxLaw>(*law);
  return bound;
}

void SoftmaxFreshLoss::estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&,
                                const EstimateRef& out) const {
  out.status = s.fit.status_of_weights();
  if (!is_success(out.status)) return;
  constexpr double allowed_error = 1e-3;
  const SoftmaxLaw::Mean loss = law_->cross_entropy(s.fit.weights);
  out.status = loss.coarse_error <= allowed_error * (1 + loss.value) ? s.fit.status : Status::undefined;
  if (is_success(out.status)) out.out[0].value = loss.value;
}

}  // namespace plim
