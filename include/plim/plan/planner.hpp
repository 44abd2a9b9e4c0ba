#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "plim/catalogue/catalogue.hpp"
#include "plim/grammar/table_reader.hpp"
#include "plim/plan/plan.hpp"

namespace plim {

/// What the command line may fix of a plan without changing any number.
struct PlanOptions {
  std::size_t group = 0;  // replicates that run in lanes together, 0: by the size of their buffers
  std::map<std::string, std::shared_ptr<const Population>> given = {};  // populations made already, by name
  std::uint64_t memory = 0;      // bytes that there are, 0: what memory_limit() says; half of it is used
  bool may_lack_tables = false;  // of estimates that are made elsewhere: only samples are wanted
};

/// Turns a faultless spec into scenarios, routes, keys, bound estimators and groups. Data files are read,
/// relative to `directory`. What does not fit together is added to `faults`.
Plan make_plan(const StudySpec& spec, const Catalogue& catalogue, const std::filesystem::path& directory,
               const PlanOptions& options, Faults& faults);

// Steps of it.

/// Resolves the route of a scenario whose estimators are bound: the cheapest exact one that supplies all
/// their views; false if there is none, with a reason.
Outcome<RouteKind> resolve_route(ScenarioPlan& scenario, const std::string& wish,
                                 const Derivations& derivations);

/// What the estimates of a series are to be held against, or that it is infinite, as a divergence from a law
/// that lacks a class is.
void set_truth(SeriesPlan& series, const Population& population, const Knowns& knowns, const Output& output,
               const Catalogue& catalogue);

/// A note that says what none before it has said.
void add_note(std::vector<std::string>& notes, const std::string& note);

/// Where the population draws its law, and where what is estimated differs from sample to sample, gives every
/// series the oracle of its truth in each replicate, or notes why there is none.
void add_drawn_truths(ScenarioPlan& scenario, const Catalogue& catalogue, std::vector<std::string>& notes);

/// Gives every series of a scenario whose route is resolved the control variate that the catalogue has for
/// its estimand, where draws are exchangeable and the route allows one; a control never changes the route.
void add_controls(ScenarioPlan& scenario, const std::string& wish, const Catalogue& catalogue);

/// The population points of one spec: axes of its grid, and a population at each.
struct PopulationPoints {
  std::vector<Axis> axes;
  std::vector<std::shared_ptr<const Population>> at;
  std::vector<std::string> notes = {};  // of the reading of a file
};
PopulationPoints make_populations(const PopulationSpec& spec, const Catalogue& catalogue,
                                  const std::filesystem::path& directory, Faults& faults);

/// What estimators are told at each point of the grid of one estimate's models and intervals.
struct KnownPoints {
  std::vector<Axis> axes;
  std::vector<Knowns> at;
};
KnownPoints make_knowns(const EstimateSpec& estimate, const StudySpec& spec);

/// Refuses models, their settings, and levels and methods of intervals that stand twice in an estimate's
/// grid.
void refuse_equal_points(const StudySpec& spec, Faults& faults);

/// A method of intervals that an estimate asks for by name: whether some series has it, and why one has not.
struct AskedMethod {
  bool had = false;
  std::string reason;
};
/// By estimate and method.
using AskedMethods = std::map<std::pair<std::string, std::string>, AskedMethod>;

class EstimateTables;

/// What planning the series of a scenario may ask for.
struct PlanContext {
  const StudySpec& spec;
  const Catalogue& catalogue;
  std::function<const PopulationPoints&(const std::string& name)> points_of;  // of a population of the spec
  std::vector<std::string>& notes;
  AskedMethods& methods;
  EstimateTables& tables;
  Faults& faults;
  /// Of the same sample and population, planned before; null: the scenario is the first.
  const ScenarioPlan* before = nullptr;
};

/// Binds the estimators of one estimate, told `knowns`, and adds their series to the scenario. The group's
/// last point is that of the scenario.
void add_series(const EstimateSpec& estimate, const Knowns& knowns, const PlanContext& context,
                ScenarioPlan& scenario, GroupPlan& group);

/// Shares the parts of a scenario that are as those of another.
void join_parts(ScenarioPlan& scenario, const ScenarioPlan& other);

/// Looks up the factors and levels that an estimand names among the public facts of a population.
bool resolve_arguments(const EstimateSpec& estimate, const Population& population, Knowns& knowns,
                       Faults& faults);

/// Looks up the columns that an estimand names among those of a population of rows.
bool resolve_columns(const EstimateSpec& estimate, const Population& population, Knowns& knowns,
                     Faults& faults);

/// Plans the checks of a study whose scenarios and groups are planned: selects curves and adds the
/// accumulators that the verbs need. What cannot be asked is added to the faults of the context.
void plan_checks(const PlanContext& context, Plan& plan);

/// Adds what the measures of `output.measures` gather themselves, of all estimates that they apply to.
void plan_output_measures(const PlanContext& context, Plan& plan);

}  // namespace plim
