#include <cmath>

#include "plim/verdict/curve.hpp"

namespace plim {

std::string no_curve(const Question& question) {
  if (!question.group.n_axis) return "";
  return "a curve along n is of one law, but n moves with the law (zip = \"" +
         question.group.axes[*question.group.n_axis].name + "\")";
}

/// By the delta method to second order: a function g of a mean m of terms with skewness G and standard
/// deviation s has sign(g') G + 3 s g'' / |g'| over sqrt(replicates).
void set_skewness(CurvePoint& point, const JointStats& joint, std::size_t term, double mean, bool root) {
  const double sd = std::sqrt(joint.co_moment(term, term) / (static_cast<double>(joint.count()) - 1));
  const double variation = mean != 0 ? sd / std::fabs(mean) : 0, skewness = joint.skewness(term);
  point.skewness = skewness - (root ? 1.5 * variation : 0);
  point.log_skewness = (mean < 0 ? -skewness : skewness) - 3 * variation;
}

CurvePoint mean_on_curve(const CurveEvidence& evidence, const JointStats& joint, std::size_t at,
                         double shift) {
  const double unit = evidence.measure_unit();
  CurvePoint p{joint.mean(at) * unit + shift, std::vector<double>(joint.dimension())};
  p.gradient[at] = unit;
  set_skewness(p, joint, at, p.value / unit, false);
  return p;
}

CurvePoint root_on_curve(const CurveEvidence& evidence, const JointStats& joint, std::size_t at) {
  const double unit = evidence.measure_unit(), root = std::sqrt(joint.mean(at));
  CurvePoint p{root * unit, std::vector<double>(joint.dimension())};
  p.gradient[at] = root > 0 ? unit / (2 * root) : 0;
  set_skewness(p, joint, at, joint.mean(at), true);
  return p;
}

void need_curve(const Question& question) {
  const std::size_t s = question.series();
  const Measure& measure = *question.check.measure;
  JointPlan joint;
  for (const std::size_t size : question.curve.sizes) {
    const auto need = [&](Quantity quantity) { joint.variables.push_back({size, quantity, s, s}); };
    for (const Quantity quantity : measure.curve.quantities) need(quantity);
    // Its mean is 0 over all replicates alone; where some fail the errors themselves serve.
    if (measure.takes_control && question.scenario.series[s].control) need(Quantity::controlled);
  }
  need_joint(question, joint);
}

std::vector<CurvePoint> points_of_curve(const CurveEvidence& evidence, const JointStats& joint) {
  const CurveForm& form = evidence.measure()->curve;
  const std::size_t sizes = evidence.curve().sizes.size(), each = joint.dimension() / sizes;
  const bool less_control = each > form.quantities.size() && evidence.is_complete(joint) &&
                            evidence.controlled(evidence.curve().sizes.front());
  std::vector<CurvePoint> points(sizes);
  for (std::size_t l = 0; l < sizes; ++l) {
    points[l].gradient.assign(joint.dimension(), 0.0);
    if (joint.count() < 2) continue;
    points[l] = form.point(evidence, joint, l * each + (less_control ? each - 1 : 0));
    points[l].controlled = less_control;
  }
  return points;
}

}  // namespace plim
