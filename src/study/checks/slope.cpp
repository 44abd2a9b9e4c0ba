#include <algorithm>
#include <cmath>
#include <limits>

#include "curves.hpp"
#include "verbs.hpp"

namespace plim {
namespace {

constexpr double usual_margin = 0.05;
constexpr double most_noise = 0.25;  // of a value whose logarithm is taken

std::string plan(const Question& question) {
  const std::string& measure = question.spec().measure;
  if (!has_curve(measure) || measure == "coverage") return "the slope of " + measure + " has no meaning";
  if (question.spec().margin.sd) return "the margin of a slope is absolute or relative, not in sd";
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
  Estimated e = estimate_by_t(slope, joint.standard_error(gradient), joint.count());
  guard(e, skewness);  // of the most skewed size
  const double count = static_cast<double>(joint.count());
  if (!(noise <= most_noise)) {
    e.least = std::isfinite(noise) ? count * std::pow(noise / most_noise, 2)
                                   : std::numeric_limits<double>::infinity();
    e.note = evidence.spec().measure + " is within its noise at n = " +
             std::to_string(evidence.scenario().sizes[evidence.curve().sizes[noisy]]);
  } else if (changes_sign) {
    e.least = std::numeric_limits<double>::infinity();
    e.note = evidence.spec().measure + " changes its sign along the curve";
  }
  return e;
}

void judge(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  const std::vector<double> weights = slope_weights(evidence);
  const double predicted = predicted_slope(evidence, weights);
  const TargetSpec& wanted = evidence.spec().target;
  const double target = wanted.kind == TargetSpec::Kind::theory ? predicted : wanted.number;
  if (std::isnan(target)) return;
  const MarginSpec& margin = evidence.spec().margin;
  double half = margin.given() ? margin.absolute.value_or(0) : usual_margin;
  if (margin.relative) half = std::max(half, *margin.relative * std::fabs(target));
  Finding f{estimate_slope(evidence, weights), target - half, target + half, predicted};
  const std::vector<std::size_t>& sizes = evidence.curve().sizes;
  f.where = evidence.where("n = " + std::to_string(evidence.scenario().sizes[sizes.front()]) + " .. " +
                           std::to_string(evidence.scenario().sizes[sizes.back()]));
  findings.push_back(std::move(f));
}

}  // namespace

const Verb slope_verb = {"slope",
                         "a number or \"theory\"",
                         "the slope of ln |measure| on ln n (least squares) is the number, or that of the "
                         "predictions, up to the margin (0.05)",
                         true,
                         "theory",
                         false,
                         plan,
                         judge};

}  // namespace plim
