#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "plim/verdict/curve.hpp"
#include "verbs.hpp"

namespace plim {
namespace {

constexpr double usual_margin_of_slope = 0.05;
constexpr double most_noise = 0.25;  // of a value whose logarithm is taken

std::string plan_slope(const Question& question) {
  const std::string& measure = question.spec().measure;
  const CurveForm& curve = question.check.measure->curve;
  if (curve.point == nullptr || !curve.has_rate) return "the slope of " + measure + " has no meaning";
  if (question.spec().margin.sd) return "the margin of a slope is absolute or relative, not in sd";
  if (const std::string why = no_curve(question); !why.empty()) return why;
  if (question.curve.sizes.size() < 2) return "a slope needs two sizes or more";
  need_curve(question);
  return "";
}

/// Weights that turn values at the sizes into the slope of their least-squares line on ln n.
std::vector<double> slope_weights(const CurveEvidence& evidence) {
  std::vector<double> a;
  double mean = 0, sum = 0;
  for (const std::size_t size : evidence.curve().sizes) a.push_back(std::log(evidence.n(size)));
  for (const double x : a) mean += x / static_cast<double>(a.size());
  for (double& x : a) x -= mean;
  for (const double x : a) sum += x * x;
  for (double& x : a) x /= sum;
  return a;
}

/// The same slope of what theory predicts; NaN unless it predicts every size.
double predicted_slope(const CurveEvidence& evidence, const std::vector<double>& weights) {
  double slope = 0;
  for (std::size_t l = 0; l < weights.size(); ++l)
    slope += weights[l] * std::log(std::fabs(evidence.predicted(evidence.curve().sizes[l])));
  return slope;
}

/// The slope of ln |measure| on ln n by least squares, its error by the replicate-level covariance along the
/// path: sizes of one growing sample are not independent.
Estimated estimate_slope(const CurveEvidence& evidence, const std::vector<double>& weights) {
  const JointStats& joint = evidence.joint(0);
  const std::vector<CurvePoint> points = points_of_curve(evidence, joint);
  const std::vector<std::size_t>& sizes = evidence.curve().sizes;
  double slope = 0, noise = 0, skewness = 0;
  std::size_t noisy = 0;
  bool changes_sign = false;
  std::vector<double> gradient(joint.dimension(), 0.0);
  for (std::size_t l = 0; l < points.size(); ++l) {
    const double value = points[l].value;
    slope += weights[l] * std::log(std::fabs(value));
    for (std::size_t i = 0; i < gradient.size(); ++i)
      gradient[i] += weights[l] * points[l].gradient[i] / value;
    const double relative = joint.standard_error(points[l].gradient) / std::fabs(value);
    if (!(relative <= noise)) {
      noise = relative;
      noisy = l;
    }
    if (std::fabs(points[l].log_skewness) > std::fabs(skewness)) skewness = points[l].log_skewness;
    changes_sign = changes_sign || value * points[0].value < 0;
  }
  const auto at = [&](std::size_t size) {
    return " at n = " + std::to_string(evidence.scenario().sizes[size]);
  };
  const auto none_at = std::find_if_not(sizes.begin(), sizes.end(),
                                        [&](std::size_t size) { return evidence.may_have_variance(size); });
  const auto infinite_at =
      std::find_if(sizes.begin(), sizes.end(), [&](std::size_t size) { return evidence.has_infinite(size); });
  const auto no_fourth = std::find_if_not(
      sizes.begin(), sizes.end(), [&](std::size_t size) { return evidence.may_have_fourth_moment(size); });
  Estimated e = estimate_mean(terms_of(slope, joint.standard_error(gradient), joint.count(), skewness), 1);
  e.controlled = points.front().controlled;
  std::string why;
  double least = std::numeric_limits<double>::infinity();
  if (evidence.measure()->with_infinite != nullptr && infinite_at != sizes.end()) {
    why = no_finite_mean + at(*infinite_at);
  } else if (none_at != sizes.end()) {
    why = no_variance + at(*none_at);
  } else if (evidence.measure()->of_squares && no_fourth != sizes.end()) {
    why = no_fourth_moment + at(*no_fourth);
  } else if (!(noise <= most_noise)) {
    least = static_cast<double>(joint.count()) * std::pow(noise / most_noise, 2);
    why = evidence.spec().measure + " is within its noise" + at(sizes[noisy]);
  } else if (changes_sign) {
    why = evidence.spec().measure + " changes its sign along the curve";
  }
  if (why.empty()) return e;
  Estimated none = undecidable(e.count, why);
  none.value = e.value;
  none.se = e.se;
  none.controlled = e.controlled;
  none.least = [least](double) { return least; };
  return none;
}

/// The slope between one size and the next; its prediction.
struct LocalSlope {
  Estimated estimated;
  double predicted;
  std::string where;
};

std::vector<LocalSlope> local_slopes(const CurveEvidence& evidence) {
  const JointStats& joint = evidence.joint(0);
  const std::vector<CurvePoint> points = points_of_curve(evidence, joint);
  const std::vector<std::size_t>& sizes = evidence.curve().sizes;
  std::vector<LocalSlope> slopes;
  for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
    const CurvePoint &from = points[l], &to = points[l + 1];
    const double step = std::log(evidence.n(sizes[l + 1]) / evidence.n(sizes[l]));
    std::vector<double> gradient(joint.dimension());
    for (std::size_t i = 0; i < gradient.size(); ++i)
      gradient[i] = (to.gradient[i] / to.value - from.gradient[i] / from.value) / step;
    const double skewness =
        std::fabs(from.log_skewness) > std::fabs(to.log_skewness) ? from.log_skewness : to.log_skewness;
    slopes.push_back(
        {estimate_mean(terms_of(std::log(std::fabs(to.value / from.value)) / step,
                                joint.standard_error(gradient), joint.count(), skewness),
                       1),
         std::log(std::fabs(evidence.predicted(sizes[l + 1]) / evidence.predicted(sizes[l]))) / step,
         fmt::format("n = {} .. {}", evidence.scenario().sizes[sizes[l]],
                     evidence.scenario().sizes[sizes[l + 1]])});
  }
  return slopes;
}

/// "local slopes -1.05 -0.97 ...", from size to size.
std::string listed(const std::vector<LocalSlope>& slopes) {
  std::string text = "local slopes";
  for (const LocalSlope& s : slopes) text += fmt::format(" {:.3g}", s.estimated.value);
  return text;
}

/// A mean slope within the margin is no rate where a local slope is shown to lie outside: the first that is,
/// or
/// "". Theory is held against its own local slopes. All of them share the tail.
std::string first_outside(const std::vector<LocalSlope>& slopes, bool theory, double target, double half,
                          double tail) {
  for (const LocalSlope& s : slopes) {
    const Limits l = s.estimated.limits(tail / static_cast<double>(slopes.size()));
    const double centre = theory ? s.predicted : target;
    if (l.upper < centre - half || l.lower > centre + half)
      return fmt::format("no constant rate: the slope over {} is {:.3g} [{:.3g}, {:.3g}]", s.where,
                         s.estimated.value, l.lower, l.upper);
  }
  return "";
}

void judge_slope(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  const std::vector<double> weights = slope_weights(evidence);
  const double predicted = predicted_slope(evidence, weights);
  const TargetSpec& wanted = evidence.spec().target;
  const bool theory = wanted.is("theory");
  const double target = theory ? predicted : wanted.number;
  if (std::isnan(target)) return;
  const MarginSpec& margin = evidence.spec().margin;
  double half = margin.given() ? margin.absolute.value_or(0) : usual_margin_of_slope;
  if (margin.relative) half = std::max(half, *margin.relative * std::fabs(target));
  const std::vector<std::size_t>& sizes = evidence.curve().sizes;
  const std::string what = margin.absolute.value_or(margin.given() ? 0 : usual_margin_of_slope) == half
                               ? fmt::format("absolute {:.6g}", half)
                               : fmt::format("relative {:.6g}", *margin.relative);
  Finding f = finding_at(evidence, sizes.back(), estimate_slope(evidence, weights),
                         {target - half, target + half, margin_text(margin.given(), what)});
  f.prediction = predicted;
  f.where = evidence.where("n = " + std::to_string(evidence.scenario().sizes[sizes.front()]) + " .. " +
                           std::to_string(evidence.scenario().sizes[sizes.back()]));
  if (sizes.size() > 2) {
    const std::vector<LocalSlope> slopes = local_slopes(evidence);
    f.estimated.note += (f.estimated.note.empty() ? "" : "; ") + listed(slopes);
    f.objection = [slopes, theory, target, half](double tail) {
      return first_outside(slopes, theory, target, half, tail);
    };
  }
  findings.push_back(std::move(f));
}

}  // namespace

const Verb slope_verb = {
    .name = "slope",
    .form = "a number or \"theory\"",
    .help =
        "the mean slope of ln |measure| on ln n over the sizes selected (least squares) is the number, or "
        "that of the predictions, up to the margin (usually absolute = 0.05), and no slope from one size to "
        "the next is shown "
        "to lie outside",
    .example = "estimate = \"H\", measure = \"rmse\", slope = -0.5",
    .takes_number = true,
    .word = "theory",
    .target = "theory",
    .plan = plan_slope,
    .judge = judge_slope};

}  // namespace plim
