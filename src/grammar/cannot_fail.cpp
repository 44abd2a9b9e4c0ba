#include "cannot_fail.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace plim {
namespace {

/// True if all that the measure can be satisfies the claim with that relative and absolute margin.
bool allows_all(const CheckSpec& check, Claims claims, const Measure& measure, const MarginSpec& margin) {
  const double width = measure.high - measure.low;
  if (check.target.kind == TargetSpec::Kind::series)
    return margin.absolute.value_or(0) >= width;  // the difference of two lies within the width
  if (check.target.kind == TargetSpec::Kind::range)
    return check.target.number <= measure.low && check.target.upper >= measure.high;
  if (check.target.kind != TargetSpec::Kind::number) return false;
  const double target = check.target.number;
  const double half = std::max(margin.relative.value_or(0) * std::fabs(target), margin.absolute.value_or(0));
  const bool from_above = claims == Claims::at_least, from_below = claims == Claims::at_most;
  return (from_below || target - half <= measure.low) && (from_above || target + half >= measure.high);
}

/// A number or a range.
std::string claimed_text(const TargetSpec& target) {
  return target.kind == TargetSpec::Kind::range ? fmt::format("[{:.6g}, {:.6g}]", target.number, target.upper)
                                                : fmt::format("{:.6g}", target.number);
}

}  // namespace

void report_what_cannot_fail(const CheckSpec& check, const Verb& verb, const Measure* measure,
                             Faults& faults) {
  const std::string key = "check." + check.name;
  if (measure == nullptr || measure->agreement != Agreement::none || verb.claims == Claims::other) return;
  const std::string every = "every " + check.measure + " that there is: the check cannot fail";
  if (allows_all(check, verb.claims, *measure, {})) {
    faults.add(check.target.where, key + "." + check.verb,
               "is " + claimed_text(check.target) + ", which allows " + every);
  } else if (allows_all(check, verb.claims, *measure, check.margin)) {
    faults.add(check.margin.where, key + ".margin", "allows " + every);
  }
}

}  // namespace plim
