#include <algorithm>

#include "plim/estimators/likelihood/numeric_mle.hpp"
#include "plim/study/catalogue.hpp"
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
  entry.control_mean = [](const Population&, const Output&) { return 0.0; };
  entry.bind = [family](const Population& population, const Knowns& knowns, const Arguments&) {
    return NumericScore::bind(family, population, knowns).map([&knowns](const NumericScore& bound) {
      return erase(bound, knowns);
    });
  };
  return entry;
}

}  // namespace

bool overrides(const EstimatorEntry& closed, const EstimatorEntry& numeric) {
  const auto shared = [&closed](const std::string& estimand) {
    return std::find(closed.estimands.begin(), closed.estimands.end(), estimand) != closed.estimands.end();
  };
  return numeric.numeric && closed.name == numeric.name && closed.likelihood == numeric.likelihood &&
         std::any_of(numeric.estimands.begin(), numeric.estimands.end(), shared);
}

void Catalogue::add_numeric(const LawFamily& family) {
  if (NumericTargets::names(family).empty()) return;
  const EstimatorEntry entries[] = {estimator_of<NumericMle>(family, NumericMle::estimands(family)),
                                    estimator_of<NumericLogLikelihood>(family, {"log_likelihood"}),
                                    score_of(family)};
  for (const EstimatorEntry& entry : entries) {
    const bool has_closed = std::any_of(estimators_.begin(), estimators_.end(),
                                        [&entry](const EstimatorEntry& e) { return overrides(e, entry); });
    if (!has_closed) estimators_.push_back(entry);
  }
}

void Catalogue::add_entry(EstimatorEntry entry) {
  estimators_.erase(std::remove_if(estimators_.begin(), estimators_.end(),
                                   [&entry](const EstimatorEntry& e) { return overrides(entry, e); }),
                    estimators_.end());
  estimators_.push_back(std::move(entry));
}

}  // namespace plim
