#include "model_notes.hpp"

#include <set>

#include "plim/theory/predictor.hpp"
#include "plim/theory/score.hpp"

namespace plim {
namespace {

/// The parameters that have no truth.
std::set<std::string> lost_parameters(const ScenarioPlan& scenario, std::size_t first) {
  std::set<std::string> lost;
  for (std::size_t s = first; s < scenario.series.size(); ++s) {
    const SeriesPlan& series = scenario.series[s];
    if (!series.truth) lost.insert(scenario.estimators[series.use].facts->outputs[series.element].estimand);
  }
  return lost;
}

void note_other_family(const std::string& estimate, const std::string& name, const std::string& model,
                       const ScenarioPlan& scenario, std::size_t first, const PlanContext& context) {
  const Population& population = *scenario.population;
  const bool has_law = !population.probabilities().empty() || !population.family().empty();
  if (!has_law || is_of_family(population, model)) return;
  const std::set<std::string> lost = lost_parameters(scenario, first);
  std::string names;
  for (const std::string& parameter : lost) names += (names.empty() ? "" : ", ") + parameter;
  const std::string law = population.family().empty() ? "" : " (" + std::string(population.family()) + ")";
  add_note(context.notes,
           estimate + ": model " + model + " is not the law of population " + name + law + ": " +
               (names.empty() ? "its standard errors and intervals are those of the model"
                              : "its " + names + (lost.size() == 1 ? " has" : " have") + " no truth"));
}

void note_names(const std::string& estimate, const std::string& name, const std::string& model,
                const Population& population, const PlanContext& context) {
  const auto names = population.labels();
  const FamilyEntry* f = find_named(context.catalogue.families(), model);
  const bool counted = f != nullptr && !names.empty() && names.size() == f->family.integer_classes;
  if (!counted || population.not_numbers().empty()) return;
  add_note(context.notes, estimate + ": " + model + " counts class " + readable(Value{names.back()}) +
                              " of population " + name + " as " + std::to_string(names.size() - 1));
}

}  // namespace

void note_model(const std::string& estimate, const std::string& population, const std::string& model,
                const ScenarioPlan& scenario, std::size_t first, const PlanContext& context) {
  if (model.empty()) return;
  note_other_family(estimate, population, model, scenario, first, context);
  note_names(estimate, population, model, *scenario.population, context);
}

}  // namespace plim
