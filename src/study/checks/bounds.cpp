#include <limits>

#include "verbs.hpp"

namespace plim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string plan_bound(const CheckPlan& check, CheckCurve& curve, const GroupPlan& group,
                       ScenarioPlan& scenario) {
  if (check.spec.measure == "identity") return "identity goes with equals = \"theory\"";
  if (check.spec.measure != "max_abs_difference") return "";
  const std::size_t first = group.points[curve.point].first_series;
  for (const std::size_t size : curve.sizes)
    curve.identities.push_back(
        need_identity(scenario, {size, first + curve.series, first + *curve.reference}));
  return "";
}

/// A margin widens the claim.
double slack(const CurveEvidence& evidence, std::size_t size) {
  if (!evidence.spec().margin.given()) return 0;
  return half_margin(evidence, evidence.spec().target.number, size);
}

void judge_bound(const CurveEvidence& evidence, bool upper, std::vector<Finding>& findings) {
  const double bound = evidence.spec().target.number;
  for (std::size_t i = 0; i < evidence.curve().sizes.size(); ++i) {
    const std::size_t size = evidence.curve().sizes[i];
    if (evidence.measures("max_abs_difference")) {
      findings.push_back(compare_exactly(evidence, i, false, bound));
      continue;
    }
    const double room = slack(evidence, size);
    Finding f{estimate_measure(evidence, size), upper ? -infinity : bound - room,
              upper ? bound + room : infinity, evidence.predicted(size)};
    f.size = size;
    f.where = evidence.where(size);
    findings.push_back(std::move(f));
  }
}

void judge_at_least(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  judge_bound(evidence, false, findings);
}

void judge_at_most(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  judge_bound(evidence, true, findings);
}

}  // namespace

const Verb at_least_verb = {
    "at_least", "a number",    "the measure is not below the number (less the margin)", true, nullptr, false,
    plan_bound, judge_at_least};
const Verb at_most_verb = {"at_most",  "a number",   "the measure is not above the number (plus the margin)",
                           true,       nullptr,      false,
                           plan_bound, judge_at_most};

}  // namespace plim
