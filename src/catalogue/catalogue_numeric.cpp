#include <algorithm>
#include <cmath>

#include "plim/catalogue/catalogue.hpp"
#include "plim/estimators/bayes/numeric_posterior.hpp"
#include "plim/estimators/likelihood/numeric_mle.hpp"
#include "plim/theory/fresh_loss.hpp"
#include "plim/theory/numeric_score.hpp"

// What a family brings by the numeric routes, written once for all of them.
namespace plim {
namespace {

template <class E>
EstimatorEntry entry_of(const LawFamily& family, std::vector<std::string> estimands) {
  EstimatorEntry entry;
  entry.name = std::string(E::name);
  entry.summary = std::string(E::summary);
  entry.estimands = std::move(estimands);
  entry.likelihood = std::string(family.name);
  entry.numeric = true;
  return entry;
}

template <class E>
EstimatorEntry estimator_of(const LawFamily& family, std::vector<std::string> estimands) {
  EstimatorEntry entry = entry_of<E>(family, std::move(estimands));
  entry.bind = [family](const Population&, const Knowns& knowns, const Arguments&) {
    return E::bind(family, knowns).map([&knowns](const E& bound) { return erase(bound, knowns); });
  };
  return entry;
}

EstimatorEntry score_of(const LawFamily& family) {
  EstimatorEntry entry = entry_of<NumericScore>(family, {std::string(NumericScore::estimand)});
  entry.oracle = true;
  entry.controls_by_name = NumericScore::controls_by_name;
  entry.control_mean = [](const Population&, const Output&) { return 0.0; };
  entry.bind = [family](const Population& population, const Knowns& knowns, const Arguments&) {
    return NumericScore::bind(family, population, knowns).map([&knowns](const NumericScore& bound) {
      return erase(bound, knowns);
    });
  };
  return entry;
}

EstimatorEntry fresh_loss_of(const LawFamily& family) {
  EstimatorEntry entry = entry_of<NumericFreshLoss>(family, {cross_entropy_estimand.name});
  entry.oracle = true;
  entry.bind = [family](const Population& population, const Knowns& knowns, const Arguments&) {
    return NumericFreshLoss::bind(family, population, knowns).map([&knowns](const NumericFreshLoss& bound) {
      return erase(bound, knowns);
    });
  };
  return entry;
}

template <class E>
EstimatorEntry posterior_of(const LawFamily& family, const LawFamilies& laws,
                            std::vector<std::string> estimands) {
  EstimatorEntry entry = entry_of<E>(family, std::move(estimands));
  entry.bind = [family, laws](const Population&, const Knowns& knowns, const Arguments& options) {
    const auto erased = [&knowns](const E& bound) { return erase(bound, knowns); };
    if constexpr (requires { E::bind(family, laws, knowns, options); }) {
      return E::bind(family, laws, knowns, options).map(erased);
    } else {
      return E::bind(family, laws, knowns).map(erased);
    }
  };
  return entry;
}

/// Posterior mean and median, evidence and predictive.
std::vector<EstimatorEntry> posteriors_of(const LawFamily& family, const LawFamilies& laws) {
  std::vector<std::string> estimands;
  for (const Parameter& p : family.parameters) {
    if (Coordinate::has(p)) estimands.push_back(p.name);
  }
  estimands.emplace_back(all_parameters);
  std::vector<EstimatorEntry> all = {
      posterior_of<NumericPosteriorEstimate<Centre::mean>>(family, laws, estimands),
      posterior_of<NumericPosteriorEstimate<Centre::median>>(family, laws, estimands),
      posterior_of<NumericEvidence>(family, laws, {log_evidence_estimand.name}),
      posterior_of<NumericEvidence>(family, laws, {log_predictive_estimand.name})};
  all.back().options = {{"x", Domain::real, "the further observation"}};
  return all;
}

/// Some value of the i-th parameter, unlike those of the others; nothing if it is no number.
std::optional<Value> example_of(const Parameter& p, std::size_t i, double moved) {
  const double value = (static_cast<double>(i) + 1) / 8 + moved;
  if (Coordinate::has(p)) return p.smallest ? std::fmax(value, *p.smallest) : value;
  if (p.domain == Domain::positive_integer) return std::int64_t{3};
  return std::nullopt;
}

/// The support where parameter `which` is moved a little; nothing where the family refuses.
std::optional<Support> support_near(const LawFamily& family, std::size_t which, double by) {
  Arguments at;
  for (std::size_t i = 0; i < family.parameters.size(); ++i) {
    const std::optional<Value> value = example_of(family.parameters[i], i, i == which ? by : 0);
    if (!value) return std::nullopt;
    at.set(family.parameters[i].name, *value);
  }
  const Outcome<std::unique_ptr<Law>> law = family.make(at);
  return law ? std::optional((*law)->support()) : std::nullopt;
}

/// True if a parameter that is a number moves an end of the support. Such a likelihood is not regular: its
/// maximum lies at the extremes of the sample, and neither information nor a lattice says anything of it.
bool support_moves(const LawFamily& family) {
  for (std::size_t i = 0; i < family.parameters.size(); ++i) {
    if (Coordinate::has(family.parameters[i]) &&
        support_near(family, i, 0) != support_near(family, i, 1.0 / 16))
      return true;
  }
  return false;
}

bool is_numbers(const LawFamily& family) {
  return std::all_of(family.parameters.begin(), family.parameters.end(), Coordinate::has);
}

bool lists(const EstimatorEntry& entry, const std::string& estimand) {
  return std::find(entry.estimands.begin(), entry.estimands.end(), estimand) != entry.estimands.end();
}

/// Lets a closed form leave models that know a parameter to the numeric route; one that takes some priors
/// only leaves it the others, and with them the parameters that it does not have.
void fall_back(EstimatorEntry& closed, const EstimatorEntry& numeric) {
  if (!closed.takes) {
    closed.bind = [closed = closed.bind, numeric = numeric.bind](
                      const Population& population, const Knowns& knowns, const Arguments& options) {
      return (knows_a_parameter(knowns) ? numeric : closed)(population, knowns, options);
    };
    return;
  }
  closed.bind = [closed, numeric](const Population& population, const Knowns& knowns,
                                  const Arguments& options) {
    const bool other = lists(numeric, knowns.estimand) && !closed.takes(knowns);
    return (other || !lists(closed, knowns.estimand) ? numeric : closed).bind(population, knowns, options);
  };
  for (const std::string& estimand : numeric.estimands) {
    if (!lists(closed, estimand)) closed.estimands.push_back(estimand);
  }
  closed.summary += "; of other than conjugate priors by sums over a lattice";
}

}  // namespace

bool overrides(const EstimatorEntry& closed, const EstimatorEntry& numeric) {
  const auto shared = [&closed](const std::string& estimand) { return lists(closed, estimand); };
  return numeric.numeric && closed.name == numeric.name && closed.likelihood == numeric.likelihood &&
         std::any_of(numeric.estimands.begin(), numeric.estimands.end(), shared);
}

void Catalogue::add_law(const LawFamily& family, std::string summary) {
  laws_->push_back(family);
  add_prior({std::string(family.name), std::move(summary), family.parameters});
}

void Catalogue::add_numeric(const LawFamily& family, bool discrete) {
  if (NumericTargets::names(family).empty()) return;
  if (!discrete && is_numbers(family)) add_law(family, families_.back().summary);
  if (support_moves(family)) return;
  std::vector<EstimatorEntry> entries = {
      estimator_of<NumericMle>(family, NumericMle::estimands(family)),
      estimator_of<NumericLogLikelihood>(family, {log_likelihood_estimand.name}), score_of(family),
      estimator_of<NumericInSampleLoss>(family, {cross_entropy_estimand.name}), fresh_loss_of(family)};
  const std::vector<EstimatorEntry> posteriors = posteriors_of(family, laws_);
  entries.insert(entries.end(), posteriors.begin(), posteriors.end());
  for (const EstimatorEntry& entry : entries) {
    const auto closed = std::find_if(estimators_.begin(), estimators_.end(),
                                     [&entry](const EstimatorEntry& e) { return overrides(e, entry); });
    if (closed == estimators_.end()) {
      estimators_.push_back(guarded(entry));
    } else {
      fall_back(*closed, guarded(entry));
    }
  }
}

Catalogue& Catalogue::add(EstimatorEntry entry) {
  const auto overridden = [&entry](const EstimatorEntry& e) { return overrides(entry, e); };
  const auto numeric = std::find_if(estimators_.begin(), estimators_.end(), overridden);
  if (numeric != estimators_.end()) {
    const EstimatorEntry before = *numeric;
    estimators_.erase(std::remove_if(estimators_.begin(), estimators_.end(), overridden), estimators_.end());
    fall_back(entry, before);
  }
  estimators_.push_back(guarded(std::move(entry)));
  return *this;
}

}  // namespace plim
