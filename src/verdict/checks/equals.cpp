#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plim/core/number.hpp"
#include "plim/theory/predictor.hpp"
#include "verbs.hpp"

namespace plim {
namespace {

constexpr double rounding = 1e-12;  // of the larger of two values that are to be identical

/// Keeps the sizes at which theory says something of the measure.
void keep_predicted(const Question& question) {
  const ScenarioPlan& scenario = question.scenario;
  const SeriesPlan& series = scenario.series[question.series()];
  const AnyEstimator& estimator = scenario.estimators[series.use];
  Predictor probe(*scenario.population, true);
  const auto is_silent = [&](std::size_t size) {
    const SeriesPrediction p = probe(estimator, scenario.knowns[series.use],
                                     estimator.facts->outputs[series.element], scenario.sizes[size]);
    return std::isnan(value_of(question.check.measure->predict(p, series.truth.value_or(0))));
  };
  std::vector<std::size_t>& sizes = question.curve.sizes;
  sizes.erase(std::remove_if(sizes.begin(), sizes.end(), is_silent), sizes.end());
}

std::string plan_equals(const Question& question) {
  const CheckSpec& spec = question.spec();
  const bool theory = spec.target.is("theory");
  const std::string& measure = spec.measure;
  if (const Agreement agreement = question.check.measure->agreement; agreement != Agreement::none) {
    if (agreement != Agreement::identical || !theory) return goes_with(*question.check.measure);
    need_identities(question);
    return "";
  }
  const MarginSpec& margin = spec.margin;
  const bool by_sd = question.check.measure->margin != UsualMargin::relative;
  if (!theory && spec.target.number == 0 && !margin.absolute && !margin.sd && (margin.given() || !by_sd))
    return "a relative margin around 0 is nothing; give absolute or sd";
  if (!theory) return "";
  if (question.check.measure->predict == nullptr) return "theory has no prediction of " + measure;
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
    findings.back().margin =
        margin_text(margin.given(), fmt::format("{} {:.6g}", by_absolute ? "absolute" : "relative",
                                                by_absolute ? *margin.absolute : relative));
  }
}

void judge_equals(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  if (evidence.measure()->agreement == Agreement::identical) return judge_identity(evidence, findings);
  const TargetSpec& wanted = evidence.spec().target;
  for (const std::size_t size : evidence.curve().sizes) {
    const double predicted = evidence.predicted(size);
    const double target = wanted.is("theory") ? predicted : wanted.number;
    if (std::isnan(target)) continue;
    findings.push_back(
        finding_at(evidence, size, estimate_measure(evidence, size), two_sided(evidence, size, target)));
    findings.back().prediction = predicted;
  }
}

}  // namespace

std::string goes_with(const Measure& measure) {
  return std::string(measure.name) + " goes with " +
         (measure.agreement == Agreement::identical ? "equals = \"theory\"" : "at_most");
}

Finding compare_exactly(const CurveEvidence& evidence, std::size_t i, bool relative, double most) {
  const LargestDifference& d = evidence.largest(i);
  const double value = d.count == 0 ? not_given : relative ? d.relative : d.absolute * evidence.unit();
  Estimated e;
  e.value = value;
  e.se = 0;
  e.count = d.count;
  e.limits = [value](double) { return Limits{value, value}; };
  Finding f = finding_at(evidence, evidence.curve().sizes[i], std::move(e), {0, most});
  f.exact = true;
  // Where both fail they agree. Of replicates with one of them nothing is known: they confirm no claim about
  // all, but one difference too large refutes it whatever the others are.
  const double with_one = static_cast<double>(d.count + d.one_alone);
  f.failed = with_one > 0 ? static_cast<double>(d.one_alone) / with_one : 0;
  if (d.one_alone > 0) f.estimated.note = in_number(d.one_alone, "replicate") + " gave only one of the two";
  return f;
}

const Verb equals_verb = {
    .name = "equals",
    .form = "a number or \"theory\"",
    .help =
        "the measure is the number, or what theory predicts, up to the margin, usually a tenth of it; of "
        "bias "
        "the larger of that and 0.1 sd of one estimate (less its control), of mean the latter. With "
        "measure identity: two series agree in every replicate (usually relative = 1e-12)",
    .example = "estimate = \"H\", measure = \"bias\", equals = \"theory\"",
    .takes_number = true,
    .word = "theory",
    .target = "theory",
    .claims = Claims::near,
    .plan = plan_equals,
    .judge = judge_equals};

}  // namespace plim
