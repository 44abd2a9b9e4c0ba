#include "verbs.hpp"

namespace plim {
namespace {

std::string plan_rank(const Question& question) {
  const std::string& measure = question.spec().measure;
  if (question.check.measure->agreement != Agreement::none) return measure + " goes with equals or at_most";
  if (question.spec().target.kind == TargetSpec::Kind::number) return "";
  const std::size_t s = question.series(), r = question.reference();
  const std::vector<SeriesPlan>& series = question.scenario.series;
  const PairForm& comparison = question.check.measure->comparison;
  if (comparison.difference == nullptr) return measure + " of two series cannot be compared";
  std::vector<PairedQuantity> quantities(comparison.quantities.begin(), comparison.quantities.end());
  if (series[s].control && series[r].control)
    quantities.insert(quantities.end(), comparison.if_controlled.begin(), comparison.if_controlled.end());
  for (const std::size_t size : question.curve.sizes) {
    JointPlan joint;
    for (const auto& [quantity, of_reference] : quantities)
      joint.variables.push_back({size, quantity, of_reference ? r : s, of_reference ? s : r});
    need_joint(question, joint);
  }
  return "";
}

Estimated compare(const CurveEvidence& evidence, std::size_t i) {
  const JointStats& joint = evidence.joint(i);
  const std::size_t size = evidence.curve().sizes[i];
  if (evidence.measure()->with_infinite != nullptr && evidence.pair_has_infinite(size))
    return undecidable(joint.count(), no_finite_mean);
  if (joint.count() < 2) return {};
  return evidence.measure()->comparison.difference(evidence, joint, size);
}

void judge_rank(const CurveEvidence& evidence, bool below, std::vector<Finding>& findings) {
  const TargetSpec& target = evidence.spec().target;
  if (target.kind == TargetSpec::Kind::number) return judge_bound(evidence, below, findings);
  for (std::size_t i = 0; i < evidence.curve().sizes.size(); ++i) {
    const std::size_t size = evidence.curve().sizes[i];
    findings.push_back(finding_at(evidence, size, compare(evidence, i), one_sided(evidence, size, below, 0)));
    findings.back().where += " less " + target.text;
  }
}

void judge_below(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  judge_rank(evidence, true, findings);
}

void judge_above(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  judge_rank(evidence, false, findings);
}

}  // namespace

const Verb below_verb = {
    .name = "below",
    .form = "a number or another series of the estimate",
    .help =
        "the measure is below the number, or below that of the other series, replicate by replicate "
        "(bias: by its size)",
    .example = "estimate = \"H\", with = \"jackknife\", measure = \"rmse\", below = \"ml\"",
    .takes_number = true,
    .takes_series = true,
    .claims = Claims::at_most,
    .plan = plan_rank,
    .judge = judge_below};
const Verb above_verb = {
    .name = "above",
    .form = "a number or another series of the estimate",
    .help = "the measure is above the number, or above that of the other series",
    .example = "estimate = \"H\", with = \"ml\", measure = \"rmse\", above = \"jackknife\"",
    .takes_number = true,
    .takes_series = true,
    .claims = Claims::at_least,
    .plan = plan_rank,
    .judge = judge_above};

}  // namespace plim
