#include <algorithm>

#include "plim/plan/planner.hpp"
#include "plim/theory/drawn_truth.hpp"

namespace plim {
namespace {

/// An oracle of the truth that has been added for one estimator.
struct Added {
  std::vector<Output> outputs;
  std::size_t use;
};

bool same_outputs(const std::vector<Output>& a, const std::vector<Output>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Output& x, const Output& y) {
    return x.estimand == y.estimand && x.element == y.element;
  });
}

/// The use of the oracle that has what estimator `use` is after, bound if there is none yet.
Outcome<std::size_t> truth_of_use(ScenarioPlan& scenario, std::size_t use, const Catalogue& catalogue,
                                  std::vector<Added>& added) {
  const Knowns knowns = scenario.knowns[use];
  const std::vector<Output> outputs = scenario.estimators[use].facts->outputs;
  for (const Added& a : added) {
    const Knowns& told = scenario.knowns[a.use];
    if (same_outputs(a.outputs, outputs) && told.reference == knowns.reference &&
        told.number == knowns.number)
      return a.use;
  }
  Estimands estimands;
  for (const Output& output : outputs) estimands.push_back(catalogue.find_estimand(output.estimand));
  const Outcome<DrawnTruth> truth =
      DrawnTruth::bind(*scenario.population, knowns, outputs, std::move(estimands));
  if (!truth) return Refusal{truth.reason()};
  scenario.estimators.push_back(erase(*truth, knowns));
  scenario.knowns.push_back(knowns);
  added.push_back({outputs, scenario.estimators.size() - 1});
  return added.back().use;
}

}  // namespace

void add_drawn_truths(ScenarioPlan& scenario, const Catalogue& catalogue, std::vector<std::string>& notes) {
  if (!scenario.population->draws_law()) return;
  std::vector<Added> added;
  for (SeriesPlan& series : scenario.series) {
    const Outcome<std::size_t> use = truth_of_use(scenario, series.use, catalogue, added);
    if (use) {
      series.drawn_truth = OutputPlace{static_cast<std::uint32_t>(*use), series.element};
    } else {
      notes.push_back(series.names->label + " on " + scenario.names->population + ": " + use.reason() +
                      ", so that there is no bias");
    }
  }
}

}  // namespace plim
