#include <algorithm>
#include <cmath>

#include "plim/theory/predictor.hpp"
#include "verbs.hpp"

namespace plim {
namespace {

constexpr double rounding = 1e-12;  // of the larger of two values that are to be identical

bool is_predicted(const std::string& measure) {
  return measure == "bias" || measure == "bias_controlled" || measure == "mean" ||
         measure == "empirical_se" || measure == "rmse" || measure == "mse";
}

/// Keeps the sizes at which theory says something.
void keep_predicted(const Question& question) {
  const ScenarioPlan& scenario = question.scenario;
  const SeriesPlan& series = scenario.series[question.series()];
  const AnyEstimator& estimator = scenario.estimators[series.use];
  Predictor probe(*scenario.population, true);
  const auto is_silent = [&](std::size_t size) {
    return probe(estimator, scenario.knowns[series.use], estimator.outputs[series.element],
                 scenario.sizes[size])
               .bias.kind == PredictionKind::none;
  };
  std::vector<std::size_t>& sizes = question.curve.sizes;
  sizes.erase(std::remove_if(sizes.begin(), sizes.end(), is_silent), sizes.end());
}

std::string plan(const Question& question) {
  const CheckSpec& spec = question.spec();
  const bool theory = spec.target.kind == TargetSpec::Kind::theory;
  const std::string& measure = spec.measure;
  if (measure == "max_abs_difference") return "max_abs_difference goes with at_most";
  if (measure == "identity") {
    if (!theory) return "identity goes with equals = \"theory\"";
    need_identities(question);
    return "";
  }
  const MarginSpec& margin = spec.margin;
  const bool by_sd = measure == "bias" || measure == "bias_controlled" || measure == "mean";
  if (!theory && spec.target.number == 0 && !margin.absolute && !margin.sd && (margin.given() || !by_sd))
    return "a relative margin around 0 is nothing; give absolute or sd";
  if (!theory) return "";
  if (!is_predicted(measure)) return "theory has no prediction of " + measure;
  keep_predicted(question);
  return question.curve.sizes.empty() ? "theory has no prediction at any point that is selected" : "";
}

void judge_identity(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  const MarginSpec& margin = evidence.spec().margin;
  for (std::size_t i = 0; i < evidence.curve().sizes.size(); ++i) {
    const LargestDifference& d = evidence.largest(i);
    const double relative = margin.relative.value_or(margin.absolute ? 0 : rounding);
    const bool by_absolute = margin.absolute && d.relative > relative;
    findings.push_back(compare_exactly(evidence, i, !by_absolute, by_absolute ? *margin.absolute : relative));
  }
}

void judge(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  if (evidence.measures("identity")) return judge_identity(evidence, findings);
  const TargetSpec& wanted = evidence.spec().target;
  for (const std::size_t size : evidence.curve().sizes) {
    const double predicted = evidence.predicted(size);
    const double target = wanted.kind == TargetSpec::Kind::theory ? predicted : wanted.number;
    if (std::isnan(target)) continue;
    const double half = half_margin(evidence, target, size);
    findings.push_back(
        finding_at(evidence, size, estimate_measure(evidence, size), {target - half, target + half}));
    findings.back().prediction = predicted;
  }
}

}  // namespace

Finding compare_exactly(const CurveEvidence& evidence, std::size_t i, bool relative, double most) {
  const LargestDifference& d = evidence.largest(i);
  const double value = d.count == 0 ? not_given : relative ? d.relative : d.absolute * evidence.unit();
  Finding f = finding_at(evidence, evidence.curve().sizes[i], estimate_by_t(value, 0, d.count), {0, most});
  f.exact = true;
  f.estimated.limits = [value](double) { return Limits{value, value}; };
  if (d.one_alone > 0)
    f.estimated.note = std::to_string(d.one_alone) + " replicates gave only one of the two";
  return f;
}

const Verb equals_verb = {
    "equals",
    "a number or \"theory\"",
    "the measure is the number, or what theory predicts, up to the margin; with measure "
    "identity: two series agree in every replicate",
    true,
    "theory",
    false,
    plan,
    judge};

}  // namespace plim
