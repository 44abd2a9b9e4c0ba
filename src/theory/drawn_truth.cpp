#include "plim/theory/drawn_truth.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/entropy.hpp"
#include "plim/theory/oracles.hpp"

namespace plim {
namespace {

/// What a law on a finite alphabet says of itself, and of a model of which every such law is one.
std::optional<double> of_law(std::span<const double> p, const std::string& model, std::string_view estimand,
                             std::size_t element) {
  if (estimand == "entropy") return entropy_of(p);
  if (model != "categorical" && !(model == "bernoulli" && p.size() == 2)) return std::nullopt;
  if (estimand == "p" && element < p.size()) return p[element];
  return std::nullopt;
}

std::optional<double> value_of(std::span<const double> p, const Knowns& knowns, const Output& output) {
  return exact_truth(p, knowns, output, [&](std::string_view estimand, std::size_t element) {
    return of_law(p, knowns.likelihood, estimand, element);
  });
}

}  // namespace

Outcome<DrawnTruth> DrawnTruth::bind(const Knowns& knowns, std::vector<Output> outputs) {
  const std::vector<double> equal(knowns.K.value_or(1), 1 / static_cast<double>(knowns.K.value_or(1)));
  for (const Output& output : outputs) {
    if (!value_of(equal, knowns, output)) return Refusal{"a drawn law has no exact " + output.estimand};
  }
  return DrawnTruth(knowns, std::move(outputs));
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
        w.values[lane * out.outputs + i] = value_of(w.p, knowns_, outputs_[i]).value_or(not_given);
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
