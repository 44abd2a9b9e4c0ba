#include <algorithm>
#include <set>

#include "estimate_tables.hpp"
#include "model_notes.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"
#include "plim/plan/planner.hpp"
#include "plim/theory/predictor.hpp"
#include "plim/theory/score.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/points_pair.hpp"
#include "plim/views/sequence_pair.hpp"

namespace plim {
namespace {

/// One estimator of an estimate with one choice of its options.
struct UsePoint {
  std::string label, name;      // name(options): its identity for people
  const EstimatorEntry* entry;  // null: a table
  Arguments options;
  Position where;
};

/// What the entry asks of an estimate, for a message.
std::string need_of(const EstimatorEntry& e, const std::string& estimand) {
  if (e.of_columns) return "a column of a population of rows: of = { " + estimand + " = \"COLUMN\" }";
  if (e.two_samples && e.needs_smoothing)
    return "a model with a smoothing that is trained on another sample (train = SAMPLE), or plim estimate "
           "--smoothing with --second";
  if (e.two_samples) return "two samples: a population with law = \"two_samples\", or plim estimate --second";
  if (e.needs_reference) return "a reference law: of = { " + estimand + " = \"POPULATION\" }";
  if (e.needs_smoothing) return "a model with a smoothing (model = NAME)";
  return "an estimand without a reference law";
}

class SeriesPlanner {
 public:
  SeriesPlanner(const EstimateSpec& estimate, const PlanContext& context, ScenarioPlan& scenario,
                GroupPlan& group)
      : estimate_(estimate),
        key_("estimate." + estimate.name),
        context_(context),
        scenario_(scenario),
        group_(group),
        first_(scenario.series.size()) {}

  void operator()(Knowns knowns) {
    const PublicFacts facts = scenario_.population->public_facts();
    knowns.K = facts.K;
    knowns.dimension = facts.dimension;
    knowns.symbol_bytes = facts.symbol_bytes;
    knowns.target = context_.catalogue.find_estimand(estimate_.of);
    const bool has_columns = !scenario_.population->columns().empty();
    if (has_columns && !resolve_columns(estimate_, *scenario_.population, knowns, context_.faults)) return;
    if (!has_columns && !estimate_.arguments.minus.empty())
      return context_.faults.add(estimate_.where, key_ + ".of",
                                 "minus is another column of the same rows; " +
                                     scenario_.population->readable() + " has no columns");
    const bool about_population =
        has_columns || (knowns.target != nullptr && knowns.target->about == ArgumentKind::population);
    if (!(about_population ? resolve_reference(knowns)
                           : resolve_arguments(estimate_, *scenario_.population, knowns, context_.faults))) {
      return;
    }
    for (const UseSpec& use : estimate_.with) {
      if (use.is_table()) {
        add_table(use, knowns);
      } else {
        for (const UsePoint& point : points_of(use, knowns)) add_use(point, knowns);
      }
    }
    check_labels();
    note_model(estimate_.name, group_.population, knowns.likelihood, scenario_, first_, context_);
    if (!estimate_.against.empty()) add_pairs();
  }

 private:
  /// A group has the same series at all its points.
  void check_labels() {
    std::vector<std::string> labels;
    for (std::size_t s = first_; s < scenario_.series.size(); ++s)
      labels.push_back(scenario_.series[s].names->label);
    if (group_.points.size() > 1 && labels != group_.labels) {
      context_.faults.add(estimate_.where, key_,
                          "has the series " + readable(Value{group_.labels}) + " at one of its points and " +
                              readable(Value{labels}) + " at another; write an estimate for each model");
    }
    group_.series = labels.size();
    group_.labels = std::move(labels);
  }

  void add_use(const UsePoint& use, Knowns knowns) {
    const std::string options = use.options.canonical();
    if (const AnyEstimator* same = bound_before(*use.entry, options, knowns))
      return add_bound(use, *same, knowns);
    Outcome<AnyEstimator> bound = use.entry->bind(*scenario_.population, knowns, use.options);
    if (!bound && knowns.interval && !knowns.interval->method.empty()) {
      // An estimator that lacks the method goes without an interval.
      const std::string reason = bound.reason(), method = knowns.interval->method;
      knowns.interval.reset();
      bound = use.entry->bind(*scenario_.population, knowns, use.options);
      if (bound) note_no_interval(method, reason);
    }
    if (!bound) return context_.faults.add(use.where, key_ + ".with", bound.reason());
    (*bound).facts.own().options = options;
    add_bound(use, *bound, knowns);
  }

  /// The estimator of the scenario before at the same place, if it is the same one: what is bound depends on
  /// what it is told alone, but of an oracle.
  const AnyEstimator* bound_before(const EstimatorEntry& entry, const std::string& options,
                                   const Knowns& knowns) const {
    const std::size_t use = scenario_.estimators.size();
    const ScenarioPlan* before = context_.before;
    if (before == nullptr || use >= before->estimators.size() || entry.oracle) return nullptr;
    const AnyEstimator& other = before->estimators[use];
    const bool same = other.facts->name == entry.name && other.facts->options == options;
    return same && *before->knowns[use] == knowns ? &other : nullptr;
  }

  void add_table(const UseSpec& use, const Knowns& knowns) {
    const ReadTable& read = context_.tables(use);
    const Outcome<AnyEstimator> bound =
        bind_table(read, use, knowns, group_.points.back().scenario, group_.unit_factor);
    if (!bound) return context_.faults.add(use.where, key_ + ".with", bound.reason());
    const std::string label = use.label.empty() ? use.column + " of " + use.path : use.label;
    add_bound({label, "table(" + (*bound).facts->options + ")", nullptr, {}, use.where}, *bound, knowns);
  }

  void add_bound(const UsePoint& use, const AnyEstimator& bound, const Knowns& knowns) {
    if (knowns.interval && bound.facts->has_interval) {
      context_.methods[{estimate_.name, knowns.interval->method}].had = true;
    } else if (knowns.interval) {
      note_no_interval(knowns.interval->method, bound.facts->name + " has no interval");
    }
    group_.has_interval = group_.has_interval || bound.facts->has_interval;
    for (std::size_t i = 0; i < bound.facts->outputs.size(); ++i) {
      add_output(use, bound.facts->outputs[i], i);
      set_truth(scenario_.series.back(), *scenario_.population, knowns, bound.facts->outputs[i],
                context_.catalogue);
      const std::string_view why = silence_of_theory(*scenario_.population, bound, bound.facts->outputs[i]);
      if (!why.empty()) add_note(estimate_.name + " on " + group_.population + ": " + std::string(why));
    }
    scenario_.estimators.push_back(bound);
    scenario_.knowns.push_back(knowns);
  }

  void add_output(const UsePoint& use, const Output& output, std::size_t element) {
    SeriesNames names;
    names.estimator = use.name;
    names.label = use.label.empty() ? names.estimator : use.label;
    if (!output.name.empty()) names.label += " " + output.name;
    if (!labels_.insert(names.label).second) {
      context_.faults.add(use.where, key_ + ".with",
                          "two series are called \"" + names.label + "\"; give one a label");
    }
    names.output = output.name.empty() ? output.estimand : output.name;
    SeriesPlan series;
    series.names = std::move(names);
    series.use = static_cast<std::uint32_t>(scenario_.estimators.size());
    series.element = static_cast<std::uint32_t>(element);
    scenario_.series.push_back(std::move(series));
  }

  /// Every series with the reference that has the same output, at every size.
  void add_pairs() {
    group_.has_reference = true;
    group_.points.back().first_pair = scenario_.joints.size();
    std::vector<std::size_t> references;
    std::vector<std::string> labels;
    for (std::size_t s = first_; s < scenario_.series.size(); ++s) {
      const std::string& output =
          scenario_.estimators[scenario_.series[s].use].facts->outputs[scenario_.series[s].element].name;
      const std::string wanted = estimate_.against + (output.empty() ? "" : " " + output);
      labels.push_back(scenario_.series[s].names->label);
      for (std::size_t r = first_; r < scenario_.series.size(); ++r) {
        if (scenario_.series[r].names->label == wanted) references.push_back(r);
      }
    }
    if (references.size() != labels.size()) {
      return report_unknown_series(context_.faults, estimate_.against_where, key_ + ".against",
                                   estimate_.name, estimate_.against, labels);
    }
    for (std::size_t n = 0; n < scenario_.sizes.size(); ++n) {
      for (std::size_t i = 0; i < references.size(); ++i) {
        const std::size_t s = first_ + i, r = references[i];
        scenario_.joints.own().push_back({{{n, Quantity::difference, s, r},
                                           {n, Quantity::error, s, r},
                                           {n, Quantity::square_difference, s, r},
                                           {n, Quantity::square, s, r}}});
      }
    }
  }

  /// Looks up the reference law that an estimand names: one law on the classes of the population.
  bool resolve_reference(Knowns& knowns) const {
    if (estimate_.arguments.empty() || !knowns.columns.empty()) return true;
    const TermSpec& term = estimate_.arguments.about.front();
    const std::vector<std::string> names = names_of(context_.spec.populations);
    if (std::find(names.begin(), names.end(), term.name) == names.end()) {
      report_unknown(context_.faults, term.where, key_ + ".of", "population", term.name, names);
      return false;
    }
    const PopulationPoints& points = context_.points_of(term.name);
    if (points.at.size() != 1) {
      context_.faults.add(term.where, key_ + ".of",
                          "a reference must be one law, but " + term.name + " has a grid");
      return false;
    }
    const Population &population = *scenario_.population, &reference = *points.at.front();
    if (!is_on_classes_of(reference, population)) {
      context_.faults.add(term.where, key_ + ".of",
                          reference.readable() + " is not a law on the classes of " + population.readable());
      return false;
    }
    const std::span<const double> q = reference.probabilities();
    knowns.reference.assign(q.begin(), q.end());
    return true;
  }

  /// One use, option grids spread out, each with the entry that fits the model.
  std::vector<UsePoint> points_of(const UseSpec& use, const Knowns& knowns) const {
    std::vector<UsePoint> uses;
    const EstimatorEntry* entry = entry_for(use, knowns);
    if (entry == nullptr) return uses;
    for (const Arguments& options : expand(use.options).points) {
      const std::string inner = options.all().empty() ? "" : "(" + options.readable() + ")";
      uses.push_back({use.label, entry->name + inner, entry, options, use.where});
    }
    return uses;
  }

  const EstimatorEntry* entry_for(const UseSpec& use, const Knowns& knowns) const {
    std::string needed, families;
    for (const EstimatorEntry& e : context_.catalogue.estimators()) {
      const bool same = e.name == use.name &&
                        std::find(e.estimands.begin(), e.estimands.end(), estimate_.of) != e.estimands.end();
      if (!same) continue;
      const std::vector<ViewId> views = scenario_.population->views(RouteKind::draws);
      const bool lacks_a_sample = e.two_samples && !wants<CountsPair>(views) && !wants<PointsPair>(views) &&
                                  !wants<SequencePair>(views);
      if (!lacks_a_sample && (e.likelihood.empty() || e.likelihood == knowns.likelihood) &&
          (!e.needs_smoothing || !knowns.smoothing.empty()) && e.of_columns == !knowns.columns.empty() &&
          e.needs_reference != knowns.reference.empty()) {
        return &e;
      }
      if (!e.two_samples && !e.needs_reference && !e.likelihood.empty()) {
        families += (families.empty() ? "\"" : ", \"") + e.likelihood + "\"";
      } else {
        needed += (needed.empty() ? "" : " or ") + need_of(e, estimate_.of);
      }
    }
    const std::string model = "a model with likelihood = " + families + " (model = NAME)";
    if (!families.empty()) needed += (needed.empty() ? "" : " or ") + model;
    const std::string why = context_.catalogue.why_no_likelihood(knowns.likelihood);
    context_.faults.add(use.where, key_ + ".with",
                        use.name + " needs " + needed + (why.empty() ? "" : "; " + why));
    return nullptr;
  }

  /// Why a series has no interval, by a method or ("") of its own.
  void note_no_interval(const std::string& method, const std::string& reason) const {
    if (!method.empty()) context_.methods[{estimate_.name, method}].reason = reason;
    add_note(estimate_.name + " on " + group_.population + ": " + reason +
             "; coverage and width are left empty");
  }

  void add_note(const std::string& note) const { plim::add_note(context_.notes, note); }

  const EstimateSpec& estimate_;
  const std::string key_;
  const PlanContext& context_;
  ScenarioPlan& scenario_;
  GroupPlan& group_;
  std::size_t first_;  // series of the scenario
  std::set<std::string> labels_;
};

}  // namespace

void add_series(const EstimateSpec& estimate, const Knowns& knowns, const PlanContext& context,
                ScenarioPlan& scenario, GroupPlan& group) {
  SeriesPlanner(estimate, context, scenario, group)(knowns);
}

}  // namespace plim
