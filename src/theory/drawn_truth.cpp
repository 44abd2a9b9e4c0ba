#include "plim/theory/drawn_truth.hpp"

#include <cmath>

#include "plim/theory/oracles.hpp"

namespace plim {

std::optional<double> DrawnTruth::value_of(const RealisedLaw& law, std::size_t output) const {
  return exact_truth(law, knowns_, outputs_[output], estimands_[output].get());
}

Outcome<DrawnTruth> DrawnTruth::bind(const Population& population, const Knowns& knowns,
                                     std::vector<Output> outputs, Estimands estimands) {
  const std::shared_ptr<const Population> one = population.realised(Address{});
  // No class of it lacks, so that what is infinite for some law is infinite for this one.
  const std::size_t K = one->probabilities().size();
  const std::vector<double> equal(K, 1 / static_cast<double>(K));
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!exact_truth(*one, equal, knowns, outputs[i], estimands[i].get()))
      return Refusal{"a drawn law has no exact " + outputs[i].estimand};
  }
  return DrawnTruth(knowns, std::move(outputs), std::move(estimands));
}

void DrawnTruth::estimate_block(const DrawnLaw& v, workspace& w, const Address&,
                                const BlockOut& out) const noexcept {
  if (w.drawn != v.drawn) {
    w.drawn = v.drawn;
    w.values.resize(v.lanes * out.outputs);
    for (std::size_t lane = 0; lane < v.lanes; ++lane) {
      for (std::size_t i = 0; i < out.outputs; ++i)
        w.values[lane * out.outputs + i] = value_of(v.one(lane), i).value_or(not_given);
    }
  }
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    const EstimateRef ref = out.at(lane);
    ref.status = Status::regular;
    for (std::size_t i = 0; i < out.outputs; ++i) {
      ref.out[i] = Cell{};
      ref.out[i].value = w.values[lane * out.outputs + i];
      if (!std::isfinite(ref.out[i].value)) ref.status = Status::undefined;
    }
  }
}

}  // namespace plim
