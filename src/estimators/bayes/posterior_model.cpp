#include "plim/estimators/bayes/posterior_model.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"

namespace plim {
namespace {

/// The domain of a parameter that must be where its prior is too.
Domain narrowed(Domain domain, const Support& prior) {
  const Interval hull = *hull_of(domain);
  if (prior.lower == 0 && prior.upper == 1 && hull.high > 1) return Domain::open_probability;
  return prior.lower == 0 && hull.low < 0 ? Domain::positive : domain;
}

/// The coordinate of a parameter where its prior is.
Coordinate coordinate_within(const Parameter& parameter, const Support& prior) {
  const Interval hull = *hull_of(parameter.domain);
  const Interval ends{std::fmax(hull.low, prior.lower), std::fmin(hull.high, prior.upper)};
  const bool cut = ends.low > hull.low || ends.high < hull.high;
  return cut ? Coordinate(parameter, ends) : Coordinate(parameter);
}

/// ln of what a law has between two ends, by those tails that cancel least; NaN where doubles say nothing.
double log_mass_between(const Law& law, const Interval& ends) {
  const bool from = std::isfinite(ends.low), to = std::isfinite(ends.high);
  const double below = to ? law.log_cdf(ends.high) : 0, above = from ? law.log_complement(ends.low) : 0;
  const double outer = below < above ? (from ? law.log_cdf(ends.low) : -infinity)
                                     : (to ? law.log_complement(ends.high) : -infinity);
  const double inner = below < above ? below : above, mass = inner + std::log1p(-std::exp(outer - inner));
  return std::isfinite(mass) ? mass : not_given;
}

}  // namespace

std::vector<std::string> PosteriorModel::estimands(const LawFamily& family) {
  std::vector<std::string> names;
  for (const Parameter& p : family.parameters) {
    if (is_estimable(family, p)) names.push_back(p.name);
  }
  names.emplace_back(all_parameters);
  return names;
}

Outcome<PosteriorModel> PosteriorModel::bind(const LawFamily& family, const LawFamilies& laws,
                                             const Knowns& knowns) {
  const Outcome<NumericModel> model = NumericModel::bind(family, knowns);
  if (!model) return Refusal{model.reason()};
  PosteriorModel bound(*model);
  for (std::size_t i = 0; i < model->size(); ++i) {
    const auto prior = knowns.priors.find(model->name(i));
    if (prior == knowns.priors.end()) {
      return Refusal{"a " + std::string(family.name) + " model needs prior." + model->name(i) +
                     " = { law = ..., ... }"};
    }
    const auto law = std::find_if(laws->begin(), laws->end(),
                                  [&prior](const LawFamily& f) { return f.name == prior->second.law; });
    if (law == laws->end())
      return Refusal{"prior." + model->name(i) + " has a law without a density of one number"};
    Outcome<std::unique_ptr<Law>> made = law->make(prior->second.arguments);
    if (!made) return Refusal{made.reason()};
    const Interval space = *hull_of(model->parameter(i).domain);
    if (!((*made)->support().lower < space.high && (*made)->support().upper > space.low))
      return Refusal{"prior." + model->name(i) + " is nowhere where " + model->name(i) + " can be"};
    bound.add_prior(model->parameter(i), {std::move(*made), law->has_mean, law->has_variance});
  }
  return bound;
}

void PosteriorModel::add_prior(const Parameter& parameter, PriorLaw prior) {
  Parameter within = parameter;
  within.domain = narrowed(parameter.domain, prior.law->support());
  coordinates_[priors_.size()] = coordinate_within(within, prior.law->support());
  log_prior_mass_ += log_mass_between(*prior.law, *hull_of(parameter.domain));
  priors_.push_back(std::move(prior));
}

void PosteriorModel::prepare(NumericModel::Workspace& w, const SampleScale& scale) const {
  if (!w.law) {
    w = likelihood_.workspace();
    w.coordinates = coordinates_;
  }
  for (Coordinate& c : w.coordinates) c.set_scale(scale);
}

Outcome<std::vector<std::size_t>> PosteriorModel::wanted(const std::string& estimand) const {
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < likelihood_.size(); ++i) {
    if (estimand == all_parameters || likelihood_.name(i) == estimand) wanted.push_back(i);
  }
  if (wanted.empty()) return Refusal{estimand + " is known"};
  return wanted;
}

}  // namespace plim
