#include "study.hpp"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "plim/plan/keys.hpp"
#include "plim/study/conduct.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::verdicts {
namespace {

/// Runs another instance and distorts what it estimates.
class Distorted final : public Instance {
 public:
  Distorted(std::unique_ptr<Instance> inner, std::function<Distortion(double n)> distortion)
      : inner_(std::move(inner)), distortion_(std::move(distortion)) {}
  bool run(const void* view, std::int64_t size, const Address& first, const BlockOut& out) override {
    const bool done = inner_->run(view, size, first, out);
    const double n = static_cast<double>(size);
    const Distortion d = distortion_(n);
    for (std::size_t i = 0; i < out.lanes * out.outputs; ++i) {
      double& value = out.cells[i].value;
      value = d.centre + d.scale * std::pow(n, d.rate) * (value - d.centre) + d.shift;
    }
    return done;
  }

 private:
  std::unique_ptr<Instance> inner_;
  std::function<Distortion(double)> distortion_;
};

/// An estimator whose estimates are distorted; what it says of itself stays.
class DistortedEstimator final : public BoundEstimator {
 public:
  DistortedEstimator(std::shared_ptr<const BoundEstimator> inner,
                     std::function<Distortion(double n)> distortion)
      : inner_(std::move(inner)), distortion_(std::move(distortion)) {}
  std::unique_ptr<Instance> instantiate() const override {
    return std::make_unique<Distorted>(inner_->instantiate(), distortion_);
  }
  std::optional<AdditiveTerm> additive(std::int64_t n) const override { return inner_->additive(n); }
  std::optional<double> asymptotic_sd(const TrueParameter& truth, std::size_t output) const override {
    return inner_->asymptotic_sd(truth, output);
  }
  Range range(std::int64_t n, double classes) const override { return inner_->range(n, classes); }
  double moments(std::int64_t n, std::size_t output) const override { return inner_->moments(n, output); }

 private:
  std::shared_ptr<const BoundEstimator> inner_;
  std::function<Distortion(double)> distortion_;
};

std::string text_of(const Design& design, std::uint64_t replicates) {
  std::string text = design.study + fmt::format("\nreplicates = {{ fixed = {} }}\n", replicates);
  // Tables are read in the order of their names.
  for (std::size_t c = 0; c < design.claims.size(); ++c)
    text += fmt::format("check.c{:03} = {{ {} }}\n", c, design.claims[c].check);
  return text;
}

/// Gives every scenario the keys that a study with this seed has.
void reseed(Plan& plan, std::uint64_t seed) {
  plan.seed = seed;
  for (ScenarioPlan& s : plan.scenarios) {
    make_keys(s, seed);
  }
}

}  // namespace

Plan plan_of(const std::string& text) {
  Loaded loaded = load_text(text, "study", {}, standard_catalogue());
  if (loaded.faults.empty()) return std::move(loaded.plan);
  throw std::runtime_error(render(loaded.faults.front()) + "\n" + text);
}

void distort(ScenarioPlan& scenario, std::size_t estimator, std::function<Distortion(double n)> distortion) {
  std::shared_ptr<const BoundEstimator>& bound = scenario.estimators[estimator].bound;
  bound = std::make_shared<const DistortedEstimator>(bound, std::move(distortion));
}

Study::Study(const Design& design, std::uint64_t replicates)
    : plan_(plan_of(text_of(design, replicates))),
      simulated_(plan_),
      allocation_(equal_allocation(plan_, replicates)),
      predictions_(predict(plan_, Executor(1))) {
  for (const Claim& claim : design.claims) wrong_.push_back(claim.mutant);
}

Study Study::with(const Mutant& mutant) const {
  Study study = *this;
  mutant.apply(study.simulated_);
  return study;
}

Study Study::with_mutant_of(std::size_t claim, double margin_low, double margin_high) const {
  Study study = *this;
  study.plan_.checks = {plan_.checks[claim]};
  const CheckCurve& curve = plan_.checks[claim].curves.front();
  const GroupPoint& point = plan_.groups[curve.group].points[curve.point];
  ScenarioPlan& scenario = study.simulated_.scenarios[point.scenario];
  const SeriesPlan& series = scenario.series[point.first_series + curve.series];
  const double margin = (margin_high - margin_low) / 2, target = (margin_high + margin_low) / 2;
  Distortion d;
  d.centre = series.truth.value_or(0);
  if (wrong_[claim] == Wrong::shift) d.shift = 2 * margin;
  if (wrong_[claim] == Wrong::scale) d.scale = 1 + 2 * margin / target;
  if (wrong_[claim] == Wrong::rate) d.rate = 2 * margin;
  distort(scenario, series.use, [d](double) { return d; });
  return study;
}

Judged Study::run(std::uint64_t seed) const {
  Plan judged = plan_, simulated = simulated_;
  reseed(judged, seed);
  for (std::size_t s = 0; s < judged.scenarios.size(); ++s) {
    simulated.scenarios[s].keys = judged.scenarios[s].keys;
    simulated.scenarios[s].law_keys = judged.scenarios[s].law_keys;
  }
  const Gathered gathered = plim::run(simulated, allocation_, Executor(1));
  Judged result;
  for (const CheckResult& check : judge_checks(judged, gathered, predictions_))
    result.together.push_back(check.verdict);
  for (const CheckPlan& check : plan_.checks) {
    judged.checks = {check};
    const CheckResult alone = judge_checks(judged, gathered, predictions_).front();
    result.alone.push_back({alone.verdict, alone.value, alone.margin_low, alone.margin_high});
  }
  return result;
}

}  // namespace plim::verdicts
