#include <algorithm>
#include <cmath>

#include "plim/estimators/likelihood/numeric_mle.hpp"

namespace plim {
namespace {

constexpr std::size_t none = most_coordinates;

std::vector<std::string> functions_of(const LawFamily& family) {
  std::vector<std::string> names;
  if (family.has_mean) names.emplace_back("mean");
  if (family.has_variance) names.insert(names.end(), {"variance", "sd"});
  return names;
}

double function_of(const Law& law, const std::string& name) {
  if (name == "mean") return law.mean();
  return name == "sd" ? std::sqrt(law.variance()) : law.variance();
}

/// A mean lies where its law does.
Range space_of_mean(const NumericModel& model) {
  const Support support = model.workspace().law->support();
  return {support.lower, support.upper};
}

/// Between two ends a variance is at most a quarter of their squared distance (Popoviciu 1935), and one of
/// successes a quarter of the trials.
Range space_of_variance(const NumericModel& model) {
  if (model.trials() > 0) return {0, 0.25 * model.trials()};
  const Range ends = space_of_mean(model);
  return {0, 0.25 * (ends.high - ends.low) * (ends.high - ends.low)};
}

Range space_of_function(const NumericModel& model, const std::string& name) {
  if (name == "mean") return space_of_mean(model);
  const Range variance = space_of_variance(model);
  return name == "sd" ? Range{0, std::sqrt(variance.high)} : variance;
}

/// A function of the law in the coordinates of the parameters.
class Function final : public Objective {
 public:
  Function(const NumericModel& model, NumericModel::Workspace& w, const NumericModel::Place& place,
           const std::string& name)
      : model_(model), w_(w), place_(place), name_(name) {}
  double value(const Point& u) override {
    Point theta{};
    for (std::size_t i = 0; i < model_.size(); ++i) theta[i] = place_.coordinates[i].theta(u[i]);
    return model_.move(w_, theta) ? function_of(*w_.law, name_) : not_given;
  }

 private:
  const NumericModel& model_;
  NumericModel::Workspace& w_;
  const NumericModel::Place& place_;
  const std::string& name_;
};

}  // namespace

std::vector<std::string> NumericTargets::names(const LawFamily& family) {
  std::vector<std::string> names;
  for (const Parameter& p : family.parameters) {
    if (is_estimable(family, p)) names.push_back(p.name);
  }
  if (names.empty()) return names;
  for (const std::string& name : functions_of(family)) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

void NumericTargets::add(const NumericModel& model, const std::string& name) {
  std::size_t parameter = 0;
  while (parameter < model.size() && model.name(parameter) != name) ++parameter;
  names_.push_back(name);
  parameter_.push_back(parameter < model.size() ? parameter : none);
  spaces_.push_back(parameter < model.size() ? model.coordinate(parameter).space()
                                             : space_of_function(model, name));
  const IntervalScale scale = scale_of(spaces_.back());
  const bool can_be_low = parameter < model.size() && scale == IntervalScale::log &&
                          model.coordinate(parameter).edge(false).has_value();
  scales_.push_back(can_be_low ? IntervalScale::line : scale);
  const std::optional<TrialsOfLaw>& law = model.law_family().trials;
  times_share_.push_back(law && name == law->chance ? 1 : law && name == "mean" ? model.trials() : 0);
}

std::vector<std::string_view> NumericTargets::interval_methods(std::size_t i) const {
  std::vector<std::string_view> methods;
  if (times_share_[i] > 0) methods = {"wilson", "clopper_pearson"};
  methods.push_back(method_of(scales_[i]));
  if (methods.back() != "wald") methods.emplace_back("wald");
  return methods;
}

NumericTargets NumericTargets::all(const NumericModel& model) {
  NumericTargets targets;
  for (std::size_t i = 0; i < model.size(); ++i) targets.add(model, model.name(i));
  for (const std::string& name : functions_of(model.law_family())) {
    if (std::find(targets.names_.begin(), targets.names_.end(), name) == targets.names_.end())
      targets.add(model, name);
  }
  return targets;
}

Outcome<NumericTargets> NumericTargets::bind(const NumericModel& model, const std::string& estimand) {
  NumericTargets targets;
  if (estimand == all_parameters) {
    for (std::size_t i = 0; i < model.size(); ++i) targets.add(model, model.name(i));
    return targets;
  }
  targets.add(model, estimand);
  const std::vector<std::string> functions = functions_of(model.law_family());
  const bool is_function = std::find(functions.begin(), functions.end(), estimand) != functions.end();
  const std::vector<Parameter>& parameters = model.law_family().parameters;
  const bool is_parameter = std::any_of(parameters.begin(), parameters.end(),
                                        [&estimand](const Parameter& p) { return p.name == estimand; });
  const std::string of_model = estimand + " of the " + std::string(model.family()) + " model";
  if (targets.parameter_[0] == none && is_parameter) return Refusal{of_model + " is known"};
  if (targets.parameter_[0] == none && !is_function)
    return Refusal{of_model + " has no estimate where a parameter is known"};
  return targets;
}

double NumericTargets::value(const NumericModel& model, NumericModel::Workspace& w, std::size_t i,
                             const Point& theta) const {
  if (parameter_[i] != none) return theta[parameter_[i]];
  return model.move(w, theta) ? function_of(*w.law, names_[i]) : not_given;
}

Point NumericTargets::gradient(const NumericModel& model, NumericModel::Workspace& w, std::size_t i,
                               const Point& theta, const Matrix& information) const {
  Point gradient{};
  if (parameter_[i] != none) {
    gradient[parameter_[i]] = 1;
    return gradient;
  }
  const NumericModel::Place place = model.place(theta, information);
  Function function(model, w, place, names_[i]);
  gradient = fine_gradient(function, place.u, model.size(), place.steps);
  for (std::size_t k = 0; k < model.size(); ++k) gradient[k] /= place.coordinates[k].slope(place.u[k]);
  return gradient;
}

}  // namespace plim
