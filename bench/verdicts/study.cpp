#include "study.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

#include <fmt/format.h>

#include "plim/engine/gather.hpp"
#include "plim/engine/run.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/io/toml.hpp"
#include "plim/plan/keys.hpp"
#include "plim/plan/planner.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/predictor.hpp"

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

std::string text_of(const Design& design, std::uint64_t replicates) {
  std::string text = design.study + fmt::format("\nreplicates = {{ fixed = {} }}\n", replicates);
  // Tables are read in the order of their names.
  for (std::size_t c = 0; c < design.claims.size(); ++c)
    text += fmt::format("check.c{:03} = {{ {} }}\n", c, design.claims[c].check);
  return text;
}

PredictionTable predict(const Plan& plan) {
  PredictionTable table;
  for (const ScenarioPlan& s : plan.scenarios) {
    table.emplace_back();
    Predictor predictor(*s.population);
    for (const std::int64_t n : s.sizes) {
      for (const SeriesPlan& series : s.series) {
        const AnyEstimator& e = s.estimators[series.use];
        table.back().push_back(predictor(e, s.knowns[series.use], e.outputs[series.element], n));
      }
    }
  }
  return table;
}

/// Gives every scenario the keys that a study with this seed has.
void reseed(Plan& plan, std::uint64_t seed) {
  plan.seed = seed;
  for (ScenarioPlan& s : plan.scenarios) {
    s.canonical.clear();
    s.keys.clear();
    s.law_keys.clear();
    make_keys(s, seed);
  }
}

}  // namespace

Plan plan_of(const std::string& text) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("plim-verdicts-{}.toml", ::getpid());
  {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), std::fclose);
    if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size())
      throw std::runtime_error("cannot write " + path.string());
  }
  const Catalogue catalogue = standard_catalogue();
  Faults faults;
  const RawStudy raw = read_toml(path, faults.list());
  std::filesystem::remove(path);
  const StudySpec spec = parse_study(raw.root, catalogue, faults);
  if (!faults.empty()) throw std::runtime_error(render(faults.list().front()) + "\n" + text);
  Plan plan = make_plan(spec, catalogue, ".", {}, faults);
  if (!faults.empty()) throw std::runtime_error(render(faults.list().front()) + "\n" + text);
  return plan;
}

void distort(ScenarioPlan& scenario, std::size_t estimator, std::function<Distortion(double n)> distortion) {
  const auto inner = scenario.estimators[estimator].instantiate;
  scenario.estimators[estimator].instantiate = [inner, distortion] {
    return std::make_unique<Distorted>(inner(), distortion);
  };
}

Study::Study(const Design& design, std::uint64_t replicates)
    : plan_(plan_of(text_of(design, replicates))), simulated_(plan_), predictions_(predict(plan_)) {
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
  Gather gathered(simulated);
  plim::run(simulated, Executor(1), gathered);
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
