#include "curves.hpp"

#include <algorithm>
#include <cmath>

namespace plim {
namespace {

constexpr std::string_view of_curves[] = {"mean", "bias", "bias_controlled", "empirical_se",
                                          "mse",  "rmse", "width",           "coverage"};

/// By the delta method to second order: a function g of a mean m of terms with skewness G and standard
/// deviation s has sign(g') G + 3 s g'' / |g'| over sqrt(replicates).
void set_skewness(CurvePoint& point, const JointStats& joint, std::size_t term, double mean, bool root) {
  const double sd = std::sqrt(joint.co_moment(term, term) / (static_cast<double>(joint.count()) - 1));
  const double variation = mean != 0 ? sd / std::fabs(mean) : 0, skewness = joint.skewness(term);
  point.skewness = skewness - (root ? 1.5 * variation : 0);
  point.log_skewness = (mean < 0 ? -skewness : skewness) - 3 * variation;
}

}  // namespace

bool has_curve(std::string_view measure) {
  return std::find(std::begin(of_curves), std::end(of_curves), measure) != std::end(of_curves);
}

void need_curve(const Question& question) {
  const std::size_t s = question.series();
  const std::string& measure = question.spec().measure;
  JointPlan joint;
  for (const std::size_t size : question.curve.sizes) {
    const auto need = [&](Quantity quantity) { joint.variables.push_back({size, quantity, s, s}); };
    if (measure == "mse" || measure == "rmse") {
      need(Quantity::square);
    } else if (measure == "width") {
      need(Quantity::width);
    } else if (measure == "coverage") {
      need(Quantity::covered);
    } else {
      need(Quantity::error);
      if (measure == "empirical_se") need(Quantity::square);
      // Its mean is 0 over all replicates alone; where some fail the errors themselves serve.
      if (is_mean_of_errors(measure) && question.scenario.series[s].control) need(Quantity::controlled);
    }
  }
  need_joint(question, joint);
}

std::vector<CurvePoint> points_of_curve(const CurveEvidence& evidence, const JointStats& joint) {
  const std::size_t sizes = evidence.curve().sizes.size(), each = joint.dimension() / sizes;
  const double unit = evidence.measure_unit(), n = static_cast<double>(joint.count());
  std::vector<CurvePoint> points(sizes);
  const bool less_control =
      each == 2 && evidence.is_complete(joint) && evidence.controlled(evidence.curve().sizes.front());
  for (std::size_t l = 0; l < sizes; ++l) {
    CurvePoint& p = points[l];
    const std::size_t at = l * each + (less_control ? 1 : 0);
    p.gradient.assign(joint.dimension(), 0.0);
    if (joint.count() < 2) continue;
    if (evidence.measures("empirical_se")) {
      // S^2 = mean e^2 - (mean e)^2, its value by the co-moment, which does not cancel.
      const double sd = std::sqrt(joint.co_moment(at, at) / (n - 1));
      p.value = sd * unit;
      p.gradient[at] = sd > 0 ? -joint.mean(at) / sd * unit : 0;
      p.gradient[at + 1] = sd > 0 ? unit / (2 * sd) : 0;
      set_skewness(p, joint, at + 1, joint.mean(at + 1), true);
    } else if (evidence.measures("rmse")) {
      const double root = std::sqrt(joint.mean(at));
      p.value = root * unit;
      p.gradient[at] = root > 0 ? unit / (2 * root) : 0;
      set_skewness(p, joint, at, joint.mean(at), true);
    } else {
      p.value = joint.mean(at) * unit;
      if (evidence.measures("mean") && !std::isnan(evidence.truth())) p.value += evidence.truth();
      p.gradient[at] = unit;
      set_skewness(p, joint, at, p.value / unit, false);
    }
  }
  return points;
}

}  // namespace plim
