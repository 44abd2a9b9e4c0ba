#include "plim/plan/planner.hpp"

#include <algorithm>

#include "count_design.hpp"
#include "estimate_tables.hpp"
#include "pair_points.hpp"
#include "place_sizes.hpp"
#include "plim/core/memory.hpp"
#include "plim/core/number.hpp"
#include "plim/grammar/layout.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/units.hpp"
#include "plim/plan/keys.hpp"
#include "plim/plan/plan_size.hpp"
#include "plim/plan/sample_view.hpp"
#include "training.hpp"

namespace plim {
namespace {

// Bytes of one group's buffers: half an L2 cache of 1 MiB. Counts of 1000 classes then run in 64 lanes, which
// costs 8 % less in all than 32.
constexpr std::size_t lane_budget = 512 * 1024;

/// Appends axes; one whose name is taken goes by its dotted path.
void add_axes(std::vector<Axis>& axes, const std::vector<Axis>& more, const std::string& prefix,
              const Measures& measures) {
  for (Axis axis : more) {
    if (axis.path.empty()) axis.path = prefix + "." + axis.name;
    const auto same_name = [&axis](const Axis& a) { return a.name == axis.name; };
    if (is_taken_in_estimate(axis.name, measures) || std::any_of(axes.begin(), axes.end(), same_name))
      axis.name = prefix + "." + axis.name;
    axes.push_back(std::move(axis));
  }
}

/// Room for so many more, and no more than that unless room was asked for before.
template <class T>
void make_room(std::vector<T>& list, std::size_t more) {
  const std::size_t needed = list.size() + more;
  if (needed > list.capacity()) list.reserve(std::max(needed, 2 * list.capacity()));
}

class Planner {
 public:
  Planner(const StudySpec& spec, const Catalogue& catalogue, const std::filesystem::path& directory,
          const PlanOptions& options, Faults& faults)
      : spec_(spec),
        catalogue_(catalogue),
        directory_(directory),
        options_(options),
        faults_(faults),
        tables_(directory, options.may_lack_tables),
        usable_(usable_share * static_cast<double>(options.memory > 0 ? options.memory : memory_limit())),
        context_{spec,
                 catalogue,
                 [this](const std::string& name) -> const PopulationPoints& { return points_of(name); },
                 plan_.notes,
                 methods_,
                 tables_,
                 faults} {
    for (const auto& [name, population] : options.given) populations_[name] = {{}, {population}};
  }

  Plan operator()() {
    plan_.title = spec_.title;
    plan_.aim = spec_.aim;
    plan_.seed = spec_.seed;
    plan_.measures = catalogue_.measures();
    plan_.block = spec_.block;
    plan_.replicates = spec_.replicates;
    plan_.keep_blocks = spec_.keep_blocks;
    plan_.samples = spec_.written_samples;
    plan_.kept = spec_.keep_estimates ? spec_.replicates : std::min(spec_.trajectories, spec_.replicates);
    for (const SampleSpec& sample : spec_.samples) {
      std::vector<std::string> from = sample.from;
      std::sort(from.begin(), from.end());
      for (const std::string& training : trainings_on(sample, spec_)) {
        for (const std::string& name : from) plan_pair(sample, name, training);
      }
    }
    refuse_equal_keys();
    refuse_methods_of_none();
    plan_checks(context_, plan_);
    plan_output_measures(context_, plan_);
    if (faults_.empty()) tables_.check(plan_);
    refuse_large_run();
    return std::move(plan_);
  }

 private:
  /// One sample from one population: a scenario at every point of its grid, a group for every estimate whose
  /// models have that training.
  void plan_pair(const SampleSpec& sample, const std::string& population, const std::string& training) {
    const std::optional<SizedPoints> sized = place_sizes(
        sample, spec_named(population),
        training.empty() ? points_of(population)
                         : with_training(points_of(population), sample, population, training, context_),
        faults_);
    if (!sized) return;
    const PopulationPoints& points = sized->points;
    const std::vector<Axis>& axes = points.axes;
    const std::size_t first_group = begin_groups(sample, population, training, *sized);
    make_room(plan_.scenarios, points.at.size());
    for (std::size_t e = 0; e < estimates_.size(); ++e)
      plan_.groups[first_group + e].points.reserve(points.at.size() * estimates_[e].knowns.at.size());
    first_of_pair_ = plan_.scenarios.size();
    const Shared<ScenarioNames> names = ScenarioNames{sample.name, population};
    GroupHeading grid;
    grid.axes = axes;
    grid.n_axis = sized->n_axis;
    grid.n_across = sized->n_across;
    const SharedList<std::int64_t> all = sized->sizes;
    for (std::size_t p = 0; p < points.at.size(); ++p) {
      SharedList<std::int64_t> sizes = all;
      if (grid.n_axis) sizes = std::vector{sized->sizes[grid.place_of_size(p)]};
      plan_scenario(sample, names, points.at[p], sizes, first_group);
    }
  }

  /// The points of a population of the spec, made when first asked for.
  const PopulationPoints& points_of(const std::string& population) {
    const auto found = populations_.find(population);
    if (found != populations_.end()) return found->second;
    const PopulationSpec& spec = spec_named(population);
    PopulationPoints points = spec.is_pair() ? points_of_pair(spec, context_)
                                             : make_populations(spec, catalogue_, directory_, faults_);
    for (const std::string& note : points.notes)
      plan_.notes.push_back("population." + population + ": " + note);
    return populations_.emplace(population, std::move(points)).first->second;
  }

  const PopulationSpec& spec_named(const std::string& population) const {
    return *std::find_if(spec_.populations.begin(), spec_.populations.end(),
                         [&](const PopulationSpec& p) { return p.name == population; });
  }

  std::size_t begin_groups(const SampleSpec& sample, const std::string& population,
                           const std::string& training, const SizedPoints& sized) {
    const std::size_t first = plan_.groups.size();
    estimates_.clear();
    for (const EstimateSpec& estimate : spec_.estimates) {
      if (std::find(estimate.on.begin(), estimate.on.end(), sample.name) == estimate.on.end()) continue;
      if (training_of(estimate, spec_) != training) continue;
      GroupPlan group;
      group.sample = sample.name;
      group.population = population;
      group.estimate = estimate.name;
      group.of = readable_estimand(estimate);
      group.unit = estimate.unit.empty() ? "1" : estimate.unit;
      group.unit_factor = unit_factor(estimate.unit);
      for (const std::string& model : estimate.models)
        group.model += (group.model.empty() ? "" : ", ") + model;
      KnownPoints knowns = make_knowns(estimate, spec_);
      group.n_axis = sized.n_axis;
      group.n_across = sized.n_across;
      add_axes(group.axes, sized.points.axes, "population." + population, catalogue_.measures());
      add_axes(group.axes, knowns.axes, "estimate." + estimate.name, catalogue_.measures());
      estimates_.push_back({&estimate, std::move(knowns)});
      plan_.groups.push_back(std::move(group));
    }
    return first;
  }

  void plan_scenario(const SampleSpec& sample, const Shared<ScenarioNames>& names,
                     const std::shared_ptr<const Population>& at, const SharedList<std::int64_t>& sizes,
                     std::size_t first_group) {
    ScenarioPlan scenario;
    scenario.names = names;
    scenario.population = at;
    scenario.nested = sample.path == "nested";
    scenario.sizes = sizes;
    context_.before = plan_.scenarios.size() > first_of_pair_ ? &plan_.scenarios.back() : nullptr;
    for (std::size_t e = 0; e < estimates_.size(); ++e) {
      for (const Knowns& knowns : estimates_[e].knowns.at) {
        GroupPlan& group = plan_.groups[first_group + e];
        group.points.push_back({plan_.scenarios.size(), scenario.series.size()});
        add_series(*estimates_[e].spec, knowns, context_, scenario, group);
      }
    }
    if (scenario.series.empty()) return;
    finish(sample, std::move(scenario));
  }

  void finish(const SampleSpec& sample, ScenarioPlan scenario) {
    add_drawn_truths(scenario, catalogue_, plan_.notes);
    const Outcome<RouteKind> route = resolve_route(scenario, sample.route, catalogue_.derivations());
    if (!route) return faults_.add(sample.where, "sample." + sample.name, route.reason());
    const std::string no_samples = why_no_samples(scenario, spec_.written_samples);
    if (!no_samples.empty()) return faults_.add(sample.where, "output.samples", no_samples);
    add_controls(scenario, sample.route, catalogue_);
    const std::optional<std::int64_t> items = scenario.population->finite_size();
    if (items && scenario.sizes.back() > *items) {
      return faults_.add(sample.sizes_where, "sample." + sample.name + ".n",
                         in_number(scenario.sizes.back(), "draw") + " without replacement from " +
                             in_number(*items, "item") + " of population " + scenario.names->population);
    }
    make_keys(scenario, spec_.seed);
    if (context_.before != nullptr) join_parts(scenario, *context_.before);
    const std::size_t bytes = std::max<std::size_t>(1, lane_bytes(scenario));
    if (static_cast<double>(bytes) > usable_) {
      return faults_.add(
          sample.where, "sample." + sample.name + ".n",
          "one replicate would need " + bytes_text(static_cast<double>(bytes)) + ", more than " +
              half_of_memory() + ", when its observations are drawn one by one" +
              (scenario.names->forced_by.empty() ? "" : " (forced by " + scenario.names->forced_by + ")"));
    }
    const std::size_t fitting = std::clamp<std::size_t>(lane_budget / bytes, 1, 64);
    scenario.lanes = std::min<std::size_t>(options_.group > 0 ? options_.group : fitting, plan_.block);
    scenario.estimators.shrink_to_fit();
    scenario.knowns.shrink_to_fit();
    scenario.series.shrink_to_fit();
    scenario.controls.shrink_to_fit();
    plan_.scenarios.push_back(std::move(scenario));
  }

  /// Of a user's data each estimator is an estimate of its own, and has a note.
  void refuse_methods_of_none() {
    for (const EstimateSpec& estimate : spec_.estimates) {
      for (const auto& [asked, method] : methods_) {
        if (asked.first == estimate.name && !method.had && options_.given.empty())
          faults_.add(estimate.interval->where, "estimate." + estimate.name + ".interval.method",
                      method.reason);
      }
    }
  }

  std::string half_of_memory() const { return "half of the memory here, " + bytes_text(usable_); }

  void refuse_large_run() {
    if (!faults_.empty()) return;  // the plan is not whole
    const double bytes = memory_bytes(plan_, 1);
    if (bytes <= usable_) return;
    faults_.add(spec_.samples.front().where, "",
                "the run would need " + bytes_text(bytes) + ", more than " + half_of_memory() +
                    ", of it three times the result file of " + bytes_text(file_bytes(plan_)) +
                    "; store fewer trajectories or estimates (output), or ask for fewer series");
  }

  void refuse_equal_keys() {
    std::vector<std::pair<std::uint64_t, std::size_t>> keys;  // and the scenarios that they are of
    keys.reserve(plan_.scenarios.size());
    for (std::size_t s = 0; s < plan_.scenarios.size(); ++s) {
      for (const Key key : plan_.scenarios[s].keys) keys.emplace_back(key.bits, s);
      for (const Key key : plan_.scenarios[s].law_keys) keys.emplace_back(key.bits, s);
    }
    std::sort(keys.begin(), keys.end());
    std::map<std::size_t, std::size_t> twins;  // a scenario, and the one before it with the same key
    for (std::size_t k = 1; k < keys.size(); ++k) {
      if (keys[k].first == keys[k - 1].first) twins.emplace(keys[k].second, keys[k - 1].second);
    }
    for (const auto& [later, earlier] : twins) {
      const ScenarioPlan& scenario = plan_.scenarios[later];
      faults_.add(spec_.samples.front().where, "sample." + scenario.names->sample,
                  scenario.names->population + " and " + plan_.scenarios[earlier].names->population +
                      " give the same scenario twice: " + scenario.population->readable());
    }
  }

  struct PlannedEstimate {
    const EstimateSpec* spec;
    KnownPoints knowns;
  };

  const StudySpec& spec_;
  const Catalogue& catalogue_;
  const std::filesystem::path& directory_;
  const PlanOptions& options_;
  Faults& faults_;
  Plan plan_;
  AskedMethods methods_;
  EstimateTables tables_;
  double usable_;  // bytes of memory
  PlanContext context_;
  std::map<std::string, PopulationPoints> populations_;
  std::vector<PlannedEstimate> estimates_;  // of the sample at hand, one a group
  std::size_t first_of_pair_ = 0;           // scenario of the sample and population at hand
};

}  // namespace

void add_note(std::vector<std::string>& notes, const std::string& note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
}

Plan make_plan(const StudySpec& spec, const Catalogue& catalogue, const std::filesystem::path& directory,
               const PlanOptions& options, Faults& faults) {
  refuse_large_design(spec, faults);
  refuse_mixed_training(spec, faults);
  if (faults.empty()) refuse_equal_points(spec, faults);
  if (!faults.empty()) return {};
  return Planner(spec, catalogue, directory, options, faults)();
}

}  // namespace plim
