#include <cmath>

#include "plim/numeric/paired_proportions.hpp"
#include "plim/numeric/special.hpp"
#include "verbs.hpp"

namespace plim {
namespace {

/// The quantities whose paired covariance a comparison needs, or why there is none.
std::vector<std::pair<Quantity, bool>> quantities_of(const std::string& measure, bool controlled) {
  // true: of the reference
  if (measure == "bias" || measure == "bias_controlled") {
    std::vector<std::pair<Quantity, bool>> all = {
        {Quantity::error, false}, {Quantity::error, true}, {Quantity::difference, false}};
    // Of mean 0 over all replicates alone; where some fail the errors themselves serve.
    if (controlled) all.insert(all.end(), {{Quantity::controlled, false}, {Quantity::controlled, true}});
    return all;
  }
  if (measure == "mean") return {{Quantity::difference, false}};
  if (measure == "mse" || measure == "rmse")
    return {{Quantity::square_difference, false}, {Quantity::square, true}};
  if (measure == "empirical_se")
    return {{Quantity::difference, false},
            {Quantity::error, false},
            {Quantity::square_difference, false},
            {Quantity::square, false}};
  if (measure == "width") return {{Quantity::width, false}, {Quantity::width, true}};
  if (measure == "coverage") return {{Quantity::covered, false}, {Quantity::covered, true}};
  return {};
}

std::string plan(const Question& question) {
  const std::string& measure = question.spec().measure;
  if (question.check.measure == nullptr) return measure + " goes with equals or at_most";
  if (question.spec().target.kind == TargetSpec::Kind::number) return "";
  const std::size_t s = question.series(), r = question.reference();
  const std::vector<SeriesPlan>& series = question.scenario.series;
  const auto quantities = quantities_of(measure, series[s].control && series[r].control);
  if (quantities.empty()) return measure + " of two series cannot be compared";
  for (const std::size_t size : question.curve.sizes) {
    JointPlan joint;
    for (const auto& [quantity, of_reference] : quantities)
      joint.variables.push_back({size, quantity, of_reference ? r : s, of_reference ? s : r});
    need_joint(question, joint);
  }
  return "";
}

/// A function of the joint means with its gradient, nearly a multiple of a mean of terms that skewed.
Estimated with_gradient(const JointStats& joint, double value, const std::vector<double>& gradient,
                        double unit, double skewness) {
  return estimate_mean(terms_of(value, joint.standard_error(gradient), joint.count(), skewness), unit);
}

/// |b_s| - |b_r|; where a bias is near 0 its sign is not known, so that the larger of both errors is taken.
Estimated compare_bias(const CurveEvidence& evidence, const JointStats& joint, std::size_t i, double unit) {
  const std::size_t s = joint.dimension() > 3 && evidence.is_complete(joint) ? 3 : 0, r = s + 1;
  const double a = joint.mean(s), b = joint.mean(r);
  std::vector<double> same(joint.dimension()), opposite(joint.dimension());
  same[s] = opposite[s] = opposite[r] = 1;
  same[r] = -1;
  const double se = std::fmax(joint.standard_error(same), joint.standard_error(opposite));
  // Biases of one sign: the mean of the differences of the estimates.
  const double skewness = a * b > 0 ? joint.skewness(2) : most_skewed(joint, s, r);
  Terms t = terms_of(std::fabs(a) - std::fabs(b), se, joint.count(), skewness);
  t.scale = evidence.size_of_estimates(evidence.curve().sizes[i]);
  return estimate_mean(t, unit);
}

Estimated compare_rmse(const JointStats& joint, double unit) {
  const double difference = joint.mean(0), square_r = joint.mean(1), square_s = square_r + difference;
  const double rs = std::sqrt(std::fmax(0, square_s)), rr = std::sqrt(square_r);
  const double value = difference / (rs + rr);
  return with_gradient(joint, value, {1 / (2 * rs), -value / (2 * rs * rr)}, unit, joint.skewness(0));
}

/// S_s - S_r by the ratio of variances, as relative_precision has it.
Estimated compare_sd(const JointStats& joint, double unit) {
  const Measured precision = relative_precision_of(joint);
  const double n = static_cast<double>(joint.count());
  const double sd = std::sqrt(joint.co_moment(1, 1) / (n - 1)), ratio = 1 + precision.value / 100;
  const double root = std::sqrt(ratio);
  // Nearly a multiple of the mean of products of errors and differences.
  return estimate_mean(terms_of(sd * (1 - root), sd * precision.mcse / 100 / (2 * root), joint.count(),
                                most_skewed(joint, 0, 2)),
                       unit);
}

/// p_s - p_r by the discordant pairs.
Estimated compare_coverage(const JointStats& joint) {
  const double n = static_cast<double>(joint.count());
  const double ps = joint.mean(0), pr = joint.mean(1);
  const double both = joint.co_moment(0, 1) + n * ps * pr;
  const std::int64_t only_s = std::llrint(n * ps - both), only_r = std::llrint(n * pr - both);
  Estimated e;
  e.value = static_cast<double>(only_s - only_r) / n;
  e.count = joint.count();
  e.limits = [=, pairs = joint.count()](double tail) {
    return paired_difference_limits(only_s, only_r, pairs, tail);
  };
  // As Wald's limits would need it to be these: with no discordant pair it is not 0.
  constexpr double tail = 0.01;
  const Limits usual = e.limits(tail);
  e.se = (usual.upper - usual.lower) / (-2 * special::normal_quantile(tail));
  return e;
}

Estimated compare_mean(const CurveEvidence& evidence, const JointStats& joint, std::size_t i, double unit) {
  const std::size_t size = evidence.curve().sizes[i];
  const double direction[] = {1};
  Terms t = terms_of(joint.mean(0), joint.standard_error(direction), joint.count(), joint.skewness(0));
  set_range_of_difference(t, evidence.range(size), evidence.reference_range(size));
  t.scale = evidence.size_of_estimates(size);
  return estimate_mean(t, unit);
}

/// Why two spreads cannot be compared, or "".
std::string why_no_spread(const CurveEvidence& evidence, const JointStats& joint, std::size_t i) {
  if (!is_spread(evidence.spec().measure)) return "";
  if (!evidence.may_have_fourth_moment(evidence.curve().sizes[i])) return no_fourth_moment;
  if (evidence.measures("empirical_se") &&
      !differ(joint, evidence.size_of_estimates(evidence.curve().sizes[i])))
    return "the two differ by the same in all replicates";
  return joint.count() < fewest_for_spreads ? "too few replicates for limits of a spread" : "";
}

Estimated compare(const CurveEvidence& evidence, std::size_t i) {
  const JointStats& joint = evidence.joint(i);
  const double unit = evidence.measure_unit();
  const std::string& measure = evidence.spec().measure;
  if (evidence.measure()->with_infinite != nullptr && evidence.pair_has_infinite(evidence.curve().sizes[i]))
    return undecidable(joint.count(), no_finite_mean);
  if (joint.count() < 2) return {};
  if (const std::string why = why_no_spread(evidence, joint, i); !why.empty()) {
    Estimated none = undecidable(joint.count(), why);
    if (joint.count() < fewest_for_spreads)
      none.least = [](double) { return static_cast<double>(fewest_for_spreads); };
    return none;
  }
  if (measure == "bias" || measure == "bias_controlled") return compare_bias(evidence, joint, i, unit);
  if (measure == "rmse") return compare_rmse(joint, unit);
  if (measure == "mse") return with_gradient(joint, joint.mean(0), {1, 0}, unit, joint.skewness(0));
  if (measure == "mean") return compare_mean(evidence, joint, i, unit);
  if (measure == "empirical_se") return compare_sd(joint, unit);
  if (measure == "width")
    return with_gradient(joint, joint.mean(0) - joint.mean(1), {1, -1}, unit, most_skewed(joint, 0, 1));
  return compare_coverage(joint);
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
    .takes_number = true,
    .takes_series = true,
    .plan = plan,
    .judge = judge_below};
const Verb above_verb = {.name = "above",
                         .form = "a number or another series of the estimate",
                         .help = "the measure is above the number, or above that of the other series",
                         .takes_number = true,
                         .takes_series = true,
                         .plan = plan,
                         .judge = judge_above};

}  // namespace plim
