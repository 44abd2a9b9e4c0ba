#include "plim/verdict/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/theory/score.hpp"

namespace plim {

double CurveEvidence::measure_unit() const {
  const Scaling scaling = check_.measure != nullptr ? check_.measure->scaling : Scaling::linear;
  return in_unit({1, 1, 1}, scaling, unit()).value;
}

double CurveEvidence::predicted(std::size_t size) const {
  if (check_.measure == nullptr || check_.measure->predict == nullptr) return not_given;
  return value_of(check_.measure->predict(prediction(size), series().truth.value_or(not_given))) *
         measure_unit();
}

bool CurveEvidence::controlled(std::size_t size) const {
  // An estimator that is its own control variate has nothing left that could be judged.
  const bool itself = prediction(size).controlled_se == 0;
  return check_.measure->takes_control && series().control && is_complete(size) && !itself;
}

Range CurveEvidence::range_of(std::size_t series, std::size_t size) const {
  const ScenarioPlan& s = scenario();
  const std::optional<std::size_t> K = s.population->public_facts().K;
  const double classes = K ? static_cast<double>(*K) : std::numeric_limits<double>::infinity();
  return s.estimators[s.series[series].use].bound->range(s.sizes[size], classes);
}

bool CurveEvidence::has_moments(std::size_t size, double order) const {
  const ScenarioPlan& s = scenario();
  // On finitely many classes an estimate takes finitely many values.
  if (!s.population->probabilities().empty() || s.population->public_facts().K) return true;
  if (std::isfinite(range(size).high - range(size).low)) return true;
  return moments(size) > order;
}

double CurveEvidence::moments(std::size_t size) const {
  const ScenarioPlan& s = scenario();
  const bool right = s.population->dependence() == Dependence::independent &&
                     is_of_family(*s.population, s.knowns[series().use]->likelihood);
  if (!right) return not_given;
  return s.estimators[series().use].bound->moments(s.sizes[size], series().element);
}

double CurveEvidence::size_of_estimates(std::size_t size) const {
  const Moments& m = stats(size).error;
  const double square = m.count > 0 ? m.m2 / static_cast<double>(m.count) + m.mean * m.mean : 0;
  return std::fabs(series().truth.value_or(0)) + std::sqrt(square);
}

bool CurveEvidence::may_have_variance(std::size_t size) const { return !(moments(size) <= 2); }

bool CurveEvidence::may_have_fourth_moment(std::size_t size) const {
  const SeriesPrediction& p = prediction(size);
  return p.leading_shape || !std::isinf(p.shape.excess);
}

double CurveEvidence::sd_of_error(std::size_t size, bool less_control) const {
  const SeriesPrediction& p = prediction(size);
  const Moments& m = less_control ? stats(size).controlled : stats(size).error;
  const double expected = less_control                                  ? p.controlled_se
                          : p.empirical_se.kind != PredictionKind::none ? p.empirical_se.value
                                                                        : not_given;
  if (!std::isnan(expected)) return expected * unit();
  return m.count > 1 ? std::sqrt(m.m2 / static_cast<double>(m.count - 1)) * unit() : not_given;
}

std::string CurveEvidence::where(const std::string& at) const {
  const GroupPlan& g = group();
  std::string text = g.sample + " from " + g.population;
  std::size_t point = curve_.point;
  std::vector<std::string> coordinates;
  const bool of_sample = check_.verb->of_sample;
  for (auto axis = g.axes.rbegin(); axis != g.axes.rend(); ++axis) {
    const std::size_t i = point % axis->size();
    point /= axis->size();
    if (of_sample && !is_of_population(*axis)) continue;
    coordinates.push_back(axis->name + " = " +
                          (axis->numbers.empty() ? axis->strings[i] : round_trip(axis->numbers[i])));
  }
  for (auto c = coordinates.rbegin(); c != coordinates.rend(); ++c) text += ", " + *c;
  return text + (of_sample ? "" : ", " + shown_label(scenario(), series())) + ", " + at;
}

std::string CurveEvidence::where(std::size_t size) const {
  return where("n = " + std::to_string(scenario().sizes[size]));
}

namespace {

/// Half the width of a margin, and which of its parts makes it so wide.
struct HalfMargin {
  double half;
  std::string text;
};

/// Rounding: a claim that holds exactly must not fail by the last digits.
double rounding_at(const CurveEvidence& evidence, double target) {
  return 1e-12 * std::fmax(std::fabs(target), std::fabs(evidence.truth()));  // fmax passes a NaN over
}

HalfMargin widest_part(const CurveEvidence& evidence, double target, std::size_t size) {
  MarginSpec margin = evidence.spec().margin;
  const bool given = margin.given(), controlled = evidence.controlled(size);
  if (!given) {
    const UsualMargin usual = evidence.measure()->margin;
    if (usual != UsualMargin::sd) margin.relative = 0.1;
    if (usual != UsualMargin::relative) margin.sd = 0.1;
  }
  HalfMargin widest{0, ""};
  const auto take = [&](double half, std::string text) {
    if (half > widest.half || widest.text.empty()) widest = {half, margin_text(given, text)};
  };
  if (margin.absolute) take(*margin.absolute, fmt::format("absolute {:.6g}", *margin.absolute));
  if (margin.relative)
    take(*margin.relative * std::fabs(target), fmt::format("relative {:.6g}", *margin.relative));
  if (margin.sd)
    take(*margin.sd * evidence.sd_of_error(size, controlled),
         fmt::format("{:.6g} sd of one estimate{}", *margin.sd, controlled ? " less its control" : ""));
  widest.half = std::max(widest.half, rounding_at(evidence, target));
  return widest;
}

/// A margin wider than the spread of single estimates, and no small part of the target, leaves little that
/// could be found wrong.
std::string note_of_width(const CurveEvidence& evidence, std::size_t size, double half, double target) {
  if (evidence.measure() == nullptr || evidence.measure()->scaling != Scaling::linear) return "";
  const double sd = evidence.sd_of_error(size, false);
  if (!(sd > rounding_at(evidence, target)) || half <= sd * (1 + 1e-9) || half <= std::fabs(target) / 2)
    return "";
  return fmt::format(
      "the margin is {:.3g} times the standard deviation of one estimate: hardly anything could be refuted",
      half / sd);
}

}  // namespace

std::string margin_text(bool given, const std::string& what) {
  return (given ? "margin: " : "usual margin: ") + what;
}

double half_margin(const CurveEvidence& evidence, double target, std::size_t size) {
  return widest_part(evidence, target, size).half;
}

Claim two_sided(const CurveEvidence& evidence, std::size_t size, double target) {
  const auto [half, text] = widest_part(evidence, target, size);
  return {target - half, target + half, text, note_of_width(evidence, size, half, target)};
}

Claim one_sided(const CurveEvidence& evidence, std::size_t size, bool upper, double bound) {
  const Claim room = evidence.spec().margin.given() ? two_sided(evidence, size, bound) : Claim{bound, bound};
  return upper ? Claim{-infinity, room.upper, room.margin, room.note}
               : Claim{room.lower, infinity, room.margin, room.note};
}

namespace {

template <class T>
std::size_t index_of(SharedList<T>& made, const T& wanted) {
  const auto at = std::find(made.begin(), made.end(), wanted);
  if (at != made.end()) return static_cast<std::size_t>(at - made.begin());
  made.own().push_back(wanted);
  return made.size() - 1;
}

}  // namespace

void need_joint(const Question& question, const JointPlan& wanted) {
  question.curve.joints.push_back(index_of(question.scenario.joints, wanted));
}

const AnyAccumulator& CurveEvidence::own(std::size_t size) const {
  const auto at = std::find(curve_.sizes.begin(), curve_.sizes.end(), size) - curve_.sizes.begin();
  return total_.own[curve_.gathered[static_cast<std::size_t>(at)]];
}

void need_identities(const Question& question) {
  for (const std::size_t size : question.curve.sizes)
    question.curve.identities.push_back(
        index_of(question.scenario.identities, {size, question.series(), question.reference()}));
}

void need_pooled(const Question& question, const PoolPlan& wanted) {
  question.curve.pooled.push_back(index_of(question.scenario.pooled, wanted));
}

const char* CurveEvidence::lacking(std::int64_t count, std::size_t size) const {
  if (measure() == nullptr || count >= stats(size).successes()) return "estimate";
  return measure()->needs_interval       ? "interval"
         : measure()->of_standard_errors ? "standard error"
                                         : "estimate";
}

Finding finding_at(const CurveEvidence& evidence, std::size_t size, Estimated estimated, Claim claim) {
  Finding f{std::move(estimated), claim.lower, claim.upper, std::move(claim.margin), std::move(claim.note)};
  f.size = size;
  f.where = evidence.where(size);
  f.failed = evidence.failed(f.estimated.count + f.estimated.apart, size);
  f.lacking = evidence.lacking(f.estimated.count, size);
  if (f.estimated.count != evidence.stats(size).successes()) return f;
  std::array<std::int64_t, status_count> failures = evidence.stats(size).statuses;
  failures[static_cast<std::size_t>(Status::infinite)] -= f.estimated.apart;
  f.causes = failures_by_cause(failures);
  return f;
}

}  // namespace plim
