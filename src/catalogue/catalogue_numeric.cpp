#include <algorithm>
#include <cmath>

#include "plim/catalogue/catalogue.hpp"
#include "plim/estimators/likelihood/numeric_mle.hpp"

// Estimators that are written once for all families, beside the closed forms of some.
namespace plim {
namespace {

/// Some value of the i-th parameter, unlike those of the others; nothing if it is no number.
std::optional<Value> example_of(const Parameter& p, std::size_t i, double moved) {
  if (Coordinate::has(p)) {
    const bool share = hull_of(p.domain)->high <= 1;
    const double value = (share ? 0 : 1) + (static_cast<double>(i) + 1) / 8 + moved;
    return std::fmin(std::fmax(value, p.smallest.value_or(value)), p.largest.value_or(value));
  }
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

/// The parameters that are numbers and move an end of the support. Where the density does not vanish there,
/// a likelihood of them is not regular: its maximum lies at the extremes of the sample, and neither
/// information nor a lattice says anything of it.
std::vector<std::string> moving_ends(const LawFamily& family) {
  std::vector<std::string> moving;
  for (std::size_t i = 0; i < family.parameters.size(); ++i) {
    if (Coordinate::has(family.parameters[i]) &&
        support_near(family, i, 0) != support_near(family, i, 1.0 / 16))
      moving.push_back(family.parameters[i].name);
  }
  return moving;
}

/// The family with what its likelihood takes as known; nothing if it has none, if no number is left, or if it
/// refuses numbers that are no integers.
std::optional<LawFamily> regular(LawFamily family) {
  if (!family.no_likelihood.empty() || !support_near(family, 0, 0)) return std::nullopt;
  if (!family.regular_ends) family.edges = moving_ends(family);
  const auto is_left = [&family](const Parameter& p) { return is_estimable(family, p); };
  if (std::none_of(family.parameters.begin(), family.parameters.end(), is_left)) return std::nullopt;
  return family;
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

void Catalogue::add_numeric(const LawFamily& family) {
  if (NumericTargets::names(family).empty()) return;
  if (!family.discrete && is_numbers(family)) add_law(family, families_.back().summary);
  const std::optional<LawFamily> inferred = regular(family);
  if (!inferred) return;
  inferred_.push_back(*inferred);
  for (const EntryOfFamily entry_of : for_families_) add_numeric(entry_of(*inferred, laws_));
}

Catalogue& Catalogue::add_for_families(EntryOfFamily entry_of) {
  for_families_.push_back(entry_of);
  for (const LawFamily& family : inferred_) add_numeric(entry_of(family, laws_));
  return *this;
}

void Catalogue::add_numeric(EstimatorEntry entry) {
  const auto closed = std::find_if(estimators_.begin(), estimators_.end(),
                                   [&entry](const EstimatorEntry& e) { return overrides(e, entry); });
  if (closed == estimators_.end()) {
    estimators_.push_back(guarded(std::move(entry)));
  } else {
    fall_back(*closed, guarded(std::move(entry)));
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
