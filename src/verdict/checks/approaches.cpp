#include <cmath>

#include "plim/verdict/curve.hpp"
#include "verbs.hpp"

namespace plim {
namespace {

std::string plan_approach(const Question& question) {
  const CheckSpec& spec = question.spec();
  const std::string& measure = spec.measure;
  const bool truth = spec.target.is("truth");
  if (question.check.measure->curve.point == nullptr)
    return measure + " has no curve that could approach something";
  if (truth && !question.check.measure->aims_at_truth)
    return "only the mean approaches the truth; " + measure + " approaches a number";
  if (truth && !question.scenario.series[question.series()].truth) return "there is no truth to approach";
  if (!truth && spec.target.number == 0 && spec.margin.given() && !spec.margin.absolute && !spec.margin.sd)
    return "a relative margin around 0 is nothing; give absolute or sd";
  if (const std::string why = no_curve(question); !why.empty()) return why;
  if (question.curve.sizes.size() < 2) return "a curve needs two sizes or more to approach something";
  need_curve(question);
  return "";
}

/// How much the distance from the target grows from one size to the next. Near the target the signs are not
/// known, so that the larger of both errors is taken.
Estimated growth(const JointStats& joint, const CurvePoint& from, const CurvePoint& to, double target) {
  std::vector<double> same(joint.dimension()), opposite(joint.dimension());
  for (std::size_t i = 0; i < joint.dimension(); ++i) {
    same[i] = to.gradient[i] - from.gradient[i];
    opposite[i] = to.gradient[i] + from.gradient[i];
  }
  const double value = std::fabs(to.value - target) - std::fabs(from.value - target);
  Estimated e = estimate_mean(
      terms_of(value, std::fmax(joint.standard_error(same), joint.standard_error(opposite)), joint.count(),
               std::fabs(from.skewness) > std::fabs(to.skewness) ? from.skewness : to.skewness),
      1);
  e.controlled = to.controlled;
  return e;
}

void judge_approach(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  const TargetSpec& wanted = evidence.spec().target;
  const double target = wanted.is("truth") ? evidence.truth() : wanted.number;
  const std::vector<std::size_t>& sizes = evidence.curve().sizes;
  const std::size_t last = sizes.back();
  findings.push_back(
      finding_at(evidence, last, estimate_measure(evidence, last), two_sided(evidence, last, target)));
  findings.back().prediction = evidence.predicted(last);
  const JointStats& joint = evidence.joint(0);
  const std::vector<CurvePoint> points = points_of_curve(evidence, joint);
  for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
    const Claim claim = two_sided(evidence, sizes[l], target);
    const bool has_variance =
        evidence.may_have_variance(sizes[l]) && evidence.may_have_variance(sizes[l + 1]);
    const bool infinite = evidence.measure()->with_infinite != nullptr &&
                          (evidence.has_infinite(sizes[l]) || evidence.has_infinite(sizes[l + 1]));
    Finding f{infinite       ? undecidable(joint.count(), no_finite_mean)
              : has_variance ? growth(joint, points[l], points[l + 1], target)
                             : undecidable(joint.count(), no_variance),
              -std::numeric_limits<double>::infinity(), half_margin(evidence, target, sizes[l]), claim.margin,
              claim.note};
    f.size = sizes[l + 1];
    f.failed = evidence.failed(joint.count(), f.size);
    f.lacking = evidence.lacking(joint.count(), f.size);
    f.where = evidence.where("distance from n = " + std::to_string(evidence.scenario().sizes[sizes[l]]) +
                             " to " + std::to_string(evidence.scenario().sizes[sizes[l + 1]]));
    findings.push_back(std::move(f));
  }
}

}  // namespace

const Verb approaches_verb = {
    .name = "approaches",
    .form = "a number or \"truth\"",
    .help =
        "at the largest n selected the measure is the number (the mean the truth) up to the margin (usually "
        "that of "
        "equals), and from no size to the next does its distance grow by more than the margin",
    .example = "estimate = \"H\", measure = \"mean\", approaches = \"truth\"",
    .takes_number = true,
    .word = "truth",
    .target = "the truth",
    .claims = Claims::near,
    .plan = plan_approach,
    .judge = judge_approach};

}  // namespace plim
