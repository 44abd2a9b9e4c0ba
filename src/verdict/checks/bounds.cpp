#include "verbs.hpp"

namespace plim {
namespace {

std::string plan_bound(const Question& question) {
  const Agreement agreement = question.check.measure->agreement;
  if (agreement == Agreement::none) return "";
  if (agreement != Agreement::largest_difference || question.check.verb->claims != Claims::at_most)
    return goes_with(*question.check.measure);
  need_identities(question);
  return "";
}

void judge_at_least(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  judge_bound(evidence, false, findings);
}

void judge_at_most(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  judge_bound(evidence, true, findings);
}

}  // namespace

void judge_bound(const CurveEvidence& evidence, bool upper, std::vector<Finding>& findings) {
  const double bound = evidence.spec().target.number;
  for (std::size_t i = 0; i < evidence.curve().sizes.size(); ++i) {
    const std::size_t size = evidence.curve().sizes[i];
    if (evidence.measure()->agreement == Agreement::largest_difference) {
      findings.push_back(compare_exactly(evidence, i, false, bound));
      continue;
    }
    findings.push_back(finding_at(evidence, size, estimate_measure(evidence, size),
                                  one_sided(evidence, size, upper, bound)));
    findings.back().prediction = evidence.predicted(size);
  }
}

const Verb at_least_verb = {.name = "at_least",
                            .form = "a number",
                            .help = "the measure is not below the number (less the margin)",
                            .example = "estimate = \"H\", measure = \"bias\", at_least = -1",
                            .takes_number = true,
                            .claims = Claims::at_least,
                            .plan = plan_bound,
                            .judge = judge_at_least};
const Verb at_most_verb = {.name = "at_most",
                           .form = "a number",
                           .help = "the measure is not above the number (plus the margin)",
                           .example = "estimate = \"H\", measure = \"bias\", at_most = 1",
                           .takes_number = true,
                           .claims = Claims::at_most,
                           .plan = plan_bound,
                           .judge = judge_at_most};

}  // namespace plim
