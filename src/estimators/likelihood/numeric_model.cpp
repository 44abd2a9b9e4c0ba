#include "plim/estimators/likelihood/numeric_model.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "sample_likelihood.hpp"

namespace plim {
namespace {

/// Gives the free parameters values at which the family has a law; false if none is found.
bool make_some_law(const LawFamily& family, const std::vector<std::size_t>& free, Arguments& at) {
  for (const double u : {0.0, 0.7, -0.7, 2.0, -2.0, 5.0, -5.0}) {
    for (const std::size_t i : free)
      at.set(family.parameters[i].name, Coordinate(family.parameters[i]).theta(u));
    if (family.make(at)) return true;
  }
  return false;
}

/// That no sample tells the value of an integer parameter, nor a regular likelihood that of an end of the
/// support, and how a study or a command line does.
Refusal must_be_known(const LawFamily& family, const Parameter& parameter) {
  return {"a " + std::string(family.name) + " model needs " +
          (parameter.alphabet_size ? "a known alphabet size or " : "") + "prior." + parameter.name +
          " = { law = \"point\", value = ... }, as an option --prior " + parameter.name + "=point,value=..."};
}

Outcome<Arguments> known_of(const LawFamily& family, const Knowns& knowns, std::vector<std::size_t>& free) {
  Arguments known;
  for (std::size_t i = 0; i < family.parameters.size(); ++i) {
    const Parameter& parameter = family.parameters[i];
    std::optional<Value> value;
    if (const std::optional<double> given = known_value(knowns, parameter.name)) value = *given;
    if (!value && parameter.alphabet_size && knowns.K) value = static_cast<std::int64_t>(*knowns.K);
    if (value) {
      const Outcome<Value> accepted = accept(parameter, *value);
      if (!accepted) return Refusal{accepted.reason()};
      known.set(parameter.name, *accepted);
    } else if (is_estimable(family, parameter)) {
      free.push_back(i);
    } else if (parameter.domain == Domain::positive_integer || Coordinate::has(parameter)) {
      return must_be_known(family, parameter);
    } else {
      return Refusal{parameter.name + " of " + std::string(family.name) + " is no number to be estimated"};
    }
  }
  return known;
}

}  // namespace

bool is_point(const Prior& prior) { return prior.law == "point"; }

std::optional<double> known_value(const Knowns& knowns, const std::string& parameter) {
  const auto prior = knowns.priors.find(parameter);
  if (prior == knowns.priors.end() || !is_point(prior->second)) return std::nullopt;
  return prior->second.arguments.real("value");
}

bool is_estimable(const LawFamily& family, const Parameter& parameter) {
  const bool is_edge =
      std::find(family.edges.begin(), family.edges.end(), parameter.name) != family.edges.end();
  return Coordinate::has(parameter) && !is_edge;
}

bool knows_a_parameter(const Knowns& knowns) {
  return std::any_of(knowns.priors.begin(), knowns.priors.end(),
                     [](const auto& prior) { return is_point(prior.second); });
}

Outcome<NumericModel> NumericModel::bind(const LawFamily& family, const Knowns& knowns) {
  std::vector<std::size_t> free;
  Outcome<Arguments> known = known_of(family, knowns, free);
  if (!known) return Refusal{known.reason()};
  if (free.empty() || free.size() > most_coordinates) {
    return Refusal{"a " + std::string(family.name) + " model has " + std::to_string(free.size()) +
                   " parameters to estimate, but must have 1 to " + std::to_string(most_coordinates)};
  }
  if (!make_some_law(family, free, *known))
    return Refusal{"no law of " + std::string(family.name) + " was found to begin with"};
  NumericModel model(family, *known);
  model.free_ = free;
  for (std::size_t i = 0; i < free.size(); ++i)
    model.coordinates_[i] = Coordinate(family.parameters[free[i]]);
  model.support_ = model.common_support();
  return model;
}

Support NumericModel::common_support() const {
  Workspace w = workspace();
  Support common = w.law->support();
  for (const double u : {-0.7, 0.7}) {
    Point theta{};
    for (std::size_t i = 0; i < size(); ++i) theta[i] = coordinates_[i].theta(u);
    if (!move(w, theta)) continue;
    const Support other = w.law->support();
    if (other.lower != common.lower) common.lower = -infinity;
    if (other.upper != common.upper) common.upper = infinity;
  }
  return common;
}

double NumericModel::trials() const noexcept {
  return family_.trials ? known_.number(family_.trials->number, 0).value_or(0) : 0;
}

bool NumericModel::may_be_true(const TrueParameter& truth) const {
  for (std::size_t i = 0; i < family_.parameters.size(); ++i) {
    if (std::find(free_.begin(), free_.end(), i) != free_.end()) continue;
    const std::string& parameter = family_.parameters[i].name;
    const std::optional<double> value = truth(parameter);
    if (value && known_.number(parameter, 0) != value) return false;
  }
  return true;
}

Arguments NumericModel::identity() const {
  std::string model(family_.name);
  for (std::size_t i = 0; i < free_.size(); ++i) model += " free:" + name(i);
  Arguments identity;
  identity.set("model", model + " " + known_.canonical());
  return identity;
}

NumericModel::Workspace NumericModel::workspace() const {
  Workspace w;
  w.at = known_;
  w.coordinates = coordinates_;
  Outcome<std::unique_ptr<Law>> law = family_.make(known_);
  if (law) w.law = std::move(*law);
  return w;
}

bool NumericModel::move(Workspace& w, const Point& theta) const {
  for (std::size_t i = 0; i < free_.size(); ++i) {
    if (!std::isfinite(theta[i])) return false;
    w.at.set(name(i), theta[i]);
  }
  return w.law->move(w.at);
}

bool NumericModel::free_score(const Workspace& w, const Observations::One& sample, Point& score) const {
  std::array<double, 8> all{};
  if (!w.law->mean_score(sample, std::span(all).first(family_.parameters.size()))) return false;
  for (std::size_t i = 0; i < free_.size(); ++i) score[i] = all[free_[i]];
  return true;
}

bool NumericModel::expected_information(const Workspace& w, Matrix& information) const {
  const FisherInformation all = w.law->fisher_information();
  const std::size_t size = all.parameters.size();
  std::array<std::size_t, most_coordinates> row{};
  for (std::size_t i = 0; i < free_.size(); ++i) {
    while (row[i] < size && all.parameters[row[i]] != name(i)) ++row[i];
    if (row[i] == size) return false;
  }
  for (std::size_t i = 0; i < free_.size(); ++i) {
    for (std::size_t j = 0; j < free_.size(); ++j) {
      information[i][j] = all.matrix[row[i] * size + row[j]];
      if (!std::isfinite(information[i][j])) return false;
    }
  }
  return true;
}

NumericModel::Place NumericModel::place(const Point& theta, const Matrix& information) const {
  Place place{theta, {}, {}, coordinates_};
  for (std::size_t i = 0; i < free_.size(); ++i) {
    const double sd = 1 / std::sqrt(information[i][i]);
    place.coordinates[i].set_scale({theta[i], sd});
    place.u[i] = place.coordinates[i].u(theta[i]);
    place.steps[i] = std::fmin(0.02, 0.05 * sd / place.coordinates[i].slope(place.u[i]));
  }
  return place;
}

Point NumericModel::mean_score(const Observations::One& sample, Workspace& w, const Place& place) const {
  SampleLikelihood likelihood(*this, place.coordinates, w, sample);
  Point score = fine_gradient(likelihood, place.u, free_.size(), place.steps);
  for (std::size_t i = 0; i < free_.size(); ++i) score[i] /= place.coordinates[i].slope(place.u[i]);
  return score;
}

}  // namespace plim
