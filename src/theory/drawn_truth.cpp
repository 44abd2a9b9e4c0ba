#include "plim/theory/drawn_truth.hpp"

#include <cmath>

#include "plim/theory/oracles.hpp"

namespace plim {
namespace {

/// A law on a finite alphabet, under a model of which every such law is one.
class DrawnLawSays final : public LawSays {
 public:
  DrawnLawSays(std::span<const double> p, const std::string& model) : p_(p), model_(model) {}

  std::optional<double> functional(const Estimand& estimand, std::size_t) const override {
    return estimand.of_law != nullptr ? std::optional(estimand.of_law(p_)) : std::nullopt;
  }

  std::optional<double> parameter(std::string_view name, std::size_t element) const override {
    if (model_ != "categorical" && !(model_ == "bernoulli" && p_.size() == 2)) return std::nullopt;
    return name == "p" && element < p_.size() ? std::optional(p_[element]) : std::nullopt;
  }

 private:
  std::span<const double> p_;
  const std::string& model_;
};

}  // namespace

std::optional<double> DrawnTruth::value_of(std::span<const double> p, std::size_t output) const {
  return exact_truth(p, knowns_, outputs_[output], estimands_[output].get(),
                     DrawnLawSays(p, knowns_.likelihood));
}

Outcome<DrawnTruth> DrawnTruth::bind(const Knowns& knowns, std::vector<Output> outputs, Estimands estimands) {
  const std::vector<double> equal(knowns.K.value_or(1), 1 / static_cast<double>(knowns.K.value_or(1)));
  DrawnTruth bound(knowns, std::move(outputs), std::move(estimands));
  for (std::size_t i = 0; i < bound.outputs_.size(); ++i) {
    if (!bound.value_of(equal, i)) return Refusal{"a drawn law has no exact " + bound.outputs_[i].estimand};
  }
  return bound;
}

void DrawnTruth::estimate_block(const DrawnLaw& v, workspace& w, const Address&,
                                const BlockOut& out) const noexcept {
  if (w.drawn != v.drawn) {
    w.drawn = v.drawn;
    w.p.resize(v.K);
    w.values.resize(v.lanes * out.outputs);
    for (std::size_t lane = 0; lane < v.lanes; ++lane) {
      for (std::size_t k = 0; k < v.K; ++k) w.p[k] = v.p[k * v.lanes + lane];
      for (std::size_t i = 0; i < out.outputs; ++i)
        w.values[lane * out.outputs + i] = value_of(w.p, i).value_or(not_given);
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
