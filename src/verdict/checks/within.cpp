#include "verbs.hpp"

namespace plim {
namespace {

std::string plan_within(const Question& question) {
  return question.check.measure->agreement == Agreement::none ? "" : goes_with(*question.check.measure);
}

void judge_within(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  const TargetSpec& range = evidence.spec().target;
  for (const std::size_t size : evidence.curve().sizes) {
    Claim claim = one_sided(evidence, size, true, range.upper);
    claim.lower = one_sided(evidence, size, false, range.number).lower;
    findings.push_back(finding_at(evidence, size, estimate_measure(evidence, size), std::move(claim)));
    findings.back().prediction = evidence.predicted(size);
  }
}

}  // namespace

const Verb within_verb = {.name = "within",
                          .form = "[lower, upper]",
                          .help =
                              "the measure is not below the lower nor above the upper number (widened by the "
                              "margin if one is given)",
                          .example = "estimate = \"H\", measure = \"bias\", within = [-1, 0.5]",
                          .takes_range = true,
                          .claims = Claims::between,
                          .plan = plan_within,
                          .judge = judge_within};

}  // namespace plim
