#include "evidence.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plim/core/number.hpp"

namespace plim {
namespace {

bool is_bias(std::string_view measure) {
  return measure == "bias" || measure == "bias_controlled" || measure == "mean";
}

}  // namespace

double CurveEvidence::measure_unit() const {
  const Scaling scaling = check_.measure != nullptr ? check_.measure->scaling : Scaling::linear;
  return in_unit({1, 1, 1}, scaling, unit()).value;
}

double CurveEvidence::predicted(std::size_t size) const {
  const SeriesPrediction& p = prediction(size);
  const auto value = [](const Prediction& x) { return x.kind == PredictionKind::none ? not_given : x.value; };
  if (measures("bias") || measures("bias_controlled")) return value(p.bias) * unit();
  if (measures("mean")) return truth() + value(p.bias) * unit();
  if (measures("empirical_se")) return value(p.empirical_se) * unit();
  if (measures("rmse")) return value(p.rmse) * unit();
  if (measures("mse")) return value(p.rmse) * value(p.rmse) * measure_unit();
  return not_given;
}

bool CurveEvidence::controlled() const {
  return is_bias(check_.spec.measure) && series().control.has_value();
}

double CurveEvidence::sd_of_error(std::size_t size) const {
  const SeriesPrediction& p = prediction(size);
  const Moments& m = controlled() ? stats(size).controlled : stats(size).error;
  const double expected = controlled()                                  ? p.controlled_se
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
  for (auto axis = g.axes.rbegin(); axis != g.axes.rend(); ++axis) {
    const std::size_t i = point % axis->size();
    point /= axis->size();
    coordinates.push_back(axis->name + " = " +
                          (axis->numbers.empty() ? axis->strings[i] : round_trip(axis->numbers[i])));
  }
  for (auto c = coordinates.rbegin(); c != coordinates.rend(); ++c) text += ", " + *c;
  return text + ", " + series().label + ", " + at;
}

std::string CurveEvidence::where(std::size_t size) const {
  return where("n = " + std::to_string(scenario().sizes[size]));
}

double half_margin(const CurveEvidence& evidence, double target, std::size_t size) {
  MarginSpec margin = evidence.spec().margin;
  const std::string& measure = evidence.spec().measure;
  if (!margin.given()) {
    const double of_sd = evidence.controlled() ? 0.05 : 0.1;
    if (measure == "mean") {
      margin.sd = of_sd;
    } else {
      margin.relative = 0.1;
      if (is_bias(measure)) margin.sd = of_sd;
    }
  }
  // Rounding: a claim that holds exactly must not fail by the last digits.
  double half =
      1e-12 * std::max(std::fabs(target), std::isnan(evidence.truth()) ? 0.0 : std::fabs(evidence.truth()));
  if (margin.relative) half = std::max(half, *margin.relative * std::fabs(target));
  if (margin.absolute) half = std::max(half, *margin.absolute);
  if (margin.sd) half = std::max(half, *margin.sd * evidence.sd_of_error(size));
  return half;
}

std::size_t need_joint(ScenarioPlan& scenario, const JointPlan& wanted) {
  const auto at = std::find(scenario.joints.begin(), scenario.joints.end(), wanted);
  if (at != scenario.joints.end()) return static_cast<std::size_t>(at - scenario.joints.begin());
  scenario.joints.push_back(wanted);
  return scenario.joints.size() - 1;
}

std::size_t need_identity(ScenarioPlan& scenario, const IdentityPlan& wanted) {
  const auto at = std::find(scenario.identities.begin(), scenario.identities.end(), wanted);
  if (at != scenario.identities.end()) return static_cast<std::size_t>(at - scenario.identities.begin());
  scenario.identities.push_back(wanted);
  return scenario.identities.size() - 1;
}

Quantity quantity_of_measure(const std::string& measure, const SeriesPlan& series) {
  if (measure == "mse" || measure == "rmse") return Quantity::square;
  if (measure == "width") return Quantity::width;
  if (measure == "coverage") return Quantity::covered;
  return is_bias(measure) && series.control ? Quantity::controlled : Quantity::error;
}

}  // namespace plim
