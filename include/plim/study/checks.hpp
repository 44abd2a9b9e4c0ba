#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "plim/study/gather.hpp"
#include "plim/study/plan.hpp"
#include "plim/study/results.hpp"

namespace plim {

class CurveEvidence;
struct Finding;
struct PlanContext;

/// One curve of a check to a verb that plans it.
struct Question {
  const CheckPlan& check;
  CheckCurve& curve;
  const GroupPlan& group;
  ScenarioPlan& scenario;
  std::uint64_t replicates;

  const CheckSpec& spec() const { return check.spec; }
  bool measures(std::string_view name) const { return check.spec.measure == name; }
  /// Indices into the scenario's series: the curve's, and the one that it is compared with.
  std::size_t series() const { return group.points[curve.point].first_series + curve.series; }
  std::size_t reference() const { return group.points[curve.point].first_series + *curve.reference; }
};

/// A verb of checks: what it may be given, what it needs accumulated, and how it turns one curve into
/// findings.
struct Verb {
  const char* name;
  const char* form;  // what it may be given, for messages and listings
  const char* help;
  bool takes_number = false;
  const char* word = nullptr;    // that it may be given ("theory", "truth", ...), or null,
  const char* target = nullptr;  // and what that is called in an answer
  bool takes_series = false;
  /// Asks for the accumulators of a curve; "" or why the verb cannot be put to it.
  std::string (*plan)(const Question& question) = nullptr;
  void (*judge)(const CurveEvidence& evidence, std::vector<Finding>& findings) = nullptr;
  bool of_sample = false;  // about the sample itself: no estimate, series or measure
};

/// All verbs. Adding one is one file and one entry of this table.
std::span<const Verb> verbs();
/// The verb of that name, or null.
const Verb* find_verb(std::string_view name);

/// What checks may ask about: measures that have an interval, identity, max_abs_difference.
std::vector<std::string> checked_measures();

/// Plans the checks of a study whose scenarios and groups are planned: selects curves and adds the
/// accumulators that the verbs need. What cannot be asked is added to the faults of the context.
void plan_checks(const PlanContext& context, Plan& plan);

enum class Verdict : std::uint8_t { confirmed = 0, refuted = 1, undecided = 2, exploratory = 3 };
inline constexpr const char* verdict_names[] = {"confirmed", "refuted", "undecided", "exploratory"};

/// What a check came to. The numbers are those of its worst point, in the unit of the estimate.
struct CheckResult {
  std::string name, question;
  std::string estimate, measure, verb;
  Verdict verdict = Verdict::undecided;
  bool expect_refuted = false;
  std::int64_t points = 0;
  std::string worst;                                               // where, in words
  double value = not_given, lower = not_given, upper = not_given;  // confirms if inside the margin
  double wide_lower = not_given, wide_upper = not_given;           // refutes if outside
  double margin_low = not_given, margin_high = not_given;
  std::string margin;  // where it comes from, as "usual margin: 0.1 sd of one estimate"; "": there is none
  double prediction = not_given;
  double needed = not_given;  // replicates with which an undecided check is decided, chance 0.99 or more
  double level = 0;           // of the run at this look
  double failed = 0;          // share of the replicates that gave no estimate, at the worst point
  double confidence = 0, wide_confidence = 0;
  std::string note;

  bool as_expected() const noexcept {
    return verdict == (expect_refuted ? Verdict::refuted : Verdict::confirmed);
  }
};

/// The verdicts on all checks of a finished plan. A claim is refuted if an interval lies outside its margin;
/// the chance of any wrong refutation in the run is at most the level: Bonferroni over the points of a
/// scenario, Holm over scenarios. It is confirmed if at every point the interval of confidence 1 - 2 level
/// lies inside (intersection-union, Berger 1982), so that the chance of a wrong confirmation is at most the
/// level. `fits` claims a law exactly: its test refutes without a margin, which serves to confirm alone.
std::vector<CheckResult> judge_checks(const Plan& plan, const Gather& gathered,
                                      const PredictionTable& predictions);

}  // namespace plim
