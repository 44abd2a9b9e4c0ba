#include <algorithm>
#include <cmath>

#include "plim/plan/planner.hpp"
#include "plim/theory/drawn_truth.hpp"
#include "plim/theory/ngram_fresh_loss.hpp"
#include "plim/theory/oracles.hpp"
#include "plim/theory/realised_coverage.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/points_pair.hpp"

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

/// True of what is not the law's alone.
bool differs_by_sample(const std::string& estimand) {
  return estimand == functional::sample_coverage || estimand == functional::fresh_loss;
}

/// Of a law that is drawn, else of what differs from sample to sample.
Outcome<AnyEstimator> bind_truth(const Population& population, const Knowns& knowns,
                                 const std::vector<Output>& outputs, const Catalogue& catalogue) {
  const auto erased = [&knowns](const auto& bound) { return erase(bound, knowns); };
  if (outputs.front().estimand == functional::fresh_loss)
    return NgramFreshLoss::bind(population, knowns).map(erased);
  if (!population.draws_law()) return RealisedCoverage::bind(population, knowns).map(erased);
  Estimands estimands;
  for (const Output& output : outputs) estimands.push_back(catalogue.find_estimand(output.estimand));
  return DrawnTruth::bind(population, knowns, outputs, std::move(estimands)).map(erased);
}

/// The use of the oracle that has what estimator `use` is after, bound if there is none yet.
Outcome<std::size_t> truth_of_use(ScenarioPlan& scenario, std::size_t use, const Catalogue& catalogue,
                                  std::vector<Added>& added) {
  const Knowns knowns = scenario.knowns[use];
  const std::vector<Output> outputs = scenario.estimators[use].facts->outputs;
  for (const Added& a : added) {
    const Knowns& told = scenario.knowns[a.use];
    if (same_outputs(a.outputs, outputs) && told.reference == knowns.reference &&
        told.number == knowns.number && told.smoothing == knowns.smoothing &&
        told.smoothing_options == knowns.smoothing_options)
      return a.use;
  }
  const Outcome<AnyEstimator> truth = bind_truth(*scenario.population, knowns, outputs, catalogue);
  if (!truth) return Refusal{truth.reason()};
  scenario.estimators.push_back(*truth);
  scenario.knowns.push_back(knowns);
  added.push_back({outputs, scenario.estimators.size() - 1});
  return added.back().use;
}

}  // namespace

void set_truth(SeriesPlan& series, const Population& population, const Knowns& knowns, const Output& output,
               const Catalogue& catalogue) {
  series.truth = exact_truth(population, knowns, output, catalogue.find_estimand(output.estimand).get());
  const std::vector<ViewId> views = population.views(RouteKind::draws);
  // Of two laws the population says that it is infinite; nothing else from a known law has no truth.
  const bool of_pair = wants<CountsPair>(views) || wants<PointsPair>(views);
  series.infinite_truth = of_pair ? series.truth && std::isinf(*series.truth)
                                  : !series.truth && !knowns.reference.empty() && !population.draws_law();
  if (series.infinite_truth) series.truth.reset();
}

void add_drawn_truths(ScenarioPlan& scenario, const Catalogue& catalogue, std::vector<std::string>& notes) {
  std::vector<Added> added;
  for (SeriesPlan& series : scenario.series) {
    const std::string& estimand = scenario.estimators[series.use].facts->outputs[series.element].estimand;
    if (!scenario.population->draws_law() && !differs_by_sample(estimand)) continue;
    const Outcome<std::size_t> use = truth_of_use(scenario, series.use, catalogue, added);
    if (use) {
      series.drawn_truth = OutputPlace{static_cast<std::uint32_t>(*use), series.element};
    } else {
      add_note(notes, series.names->label + " on " + scenario.names->population + ": " + use.reason() +
                          ", so that there is no bias");
    }
  }
}

}  // namespace plim
