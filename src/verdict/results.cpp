#include "plim/verdict/results.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "population_facts.hpp"

namespace plim {
namespace {

/// Fills one group, point by point.
class Assembler {
 public:
  Assembler(const Plan& plan, const GroupPlan& group, const Gathered& gathered,
            const PredictionTable& predictions)
      : plan_(plan), group_(group), gathered_(gathered), predictions_(predictions) {}

  GroupResults operator()() {
    describe();
    for (std::size_t p = 0; p < group_.points.size(); ++p) add_point(p);
    drop_what_is_of_infinite();
    return std::move(out_);
  }

 private:
  const ScenarioPlan& scenario(std::size_t point) const {
    return plan_.scenarios[group_.points[point].scenario];
  }
  std::size_t cells() const { return group_.points.size() * out_.sizes_each() * group_.series; }

  void describe() {
    const ScenarioPlan& s = scenario(0);
    static_cast<GroupHeading&>(out_) = group_;
    out_.sizes = *s.sizes;
    if (group_.n_axis) {
      out_.sizes.resize(group_.places_of_sizes());
      for (std::size_t p = 0; p < group_.points.size(); ++p)
        out_.sizes[group_.place_of_size(p)] = scenario(p).sizes.front();
    }
    for (std::size_t i = 0; i < group_.series; ++i) {
      const SeriesPlan& series = s.series[group_.points[0].first_series + i];
      out_.series.push_back(series.names->label);
      out_.labels.push_back(label_of(i));
      out_.estimators.push_back(series.names->estimator);
      out_.outputs.push_back(series.names->output);
    }
    choose_measures();
    for (const auto& m : plan_.measures) {
      if (!m->theory_in_files) continue;
      predicted_.push_back(m.get());
      out_.theory.push_back({m->name, {}, {}, {}});
    }
    out_.kept = gathered_.kept[group_.points[0].scenario].size() / (s.sizes.size() * s.series.size());
    out_.kept_values.resize(out_.kept * cells());
  }

  /// The label of a series for people; without the number that it was told if the points differ in it.
  std::string label_of(std::size_t i) const {
    const auto at = [&](std::size_t p) {
      return shown_label(scenario(p), scenario(p).series[group_.points[p].first_series + i]);
    };
    for (std::size_t p = 1; p < group_.points.size(); ++p) {
      if (at(p) != at(0))
        return scenario(0).series[group_.points[0].first_series + i].names->label + " [told K]";
    }
    return at(0);
  }

  void choose_measures() {
    bool controlled = false;
    for (const GroupPoint& point : group_.points) {
      for (std::size_t i = 0; i < group_.series; ++i) {
        controlled =
            controlled || plan_.scenarios[point.scenario].series[point.first_series + i].control.has_value();
      }
    }
    for (const auto& m : plan_.measures) {
      if (!m->in_files() || (m->needs_control && !controlled)) continue;
      if (m->needs_interval && !group_.has_interval) continue;
      if (m->paired != nullptr && !group_.has_reference) continue;
      if (m->compute_own != nullptr) continue;
      out_.measures.push_back({m, {}, {}, {}});
    }
    for (const auto& m : group_.asked) out_.measures.push_back({m, {}, {}, {}});
  }

  /// What speaks of infinite estimates is said where there are some.
  void drop_what_is_of_infinite() {
    bool any = std::any_of(out_.truth.begin(), out_.truth.end(), [](double t) { return std::isinf(t); });
    for (std::size_t i = static_cast<std::size_t>(Status::infinite); i < out_.failures.size();
         i += status_count)
      any = any || out_.failures[i] > 0;
    if (any) return;
    out_.measures.erase(
        std::remove_if(out_.measures.begin(), out_.measures.end(),
                       [](const MeasureArrays& arrays) { return arrays.measure->where_infinite; }),
        out_.measures.end());
  }

  void add_point(std::size_t p) {
    const GroupPoint& point = group_.points[p];
    const ScenarioPlan& s = scenario(p);
    const Record& total = gathered_.totals[point.scenario];
    if (group_.has_interval) out_.levels.push_back(level_at(s, point));
    for (std::size_t i = 0; i < group_.series; ++i) {
      const SeriesPlan& series = s.series[point.first_series + i];
      const double without = series.infinite_truth ? std::numeric_limits<double>::infinity() : not_given;
      out_.truth.push_back(series.truth.value_or(without) * group_.unit_factor);
    }
    for (std::size_t n = 0; n < out_.sizes_each(); ++n) {
      for (std::size_t i = 0; i < group_.series; ++i) {
        const std::size_t series = point.first_series + i;
        const std::size_t row = n * s.series.size();
        CellStats cell{s, total, n, series};
        if (group_.has_reference) {
          const std::size_t pair = point.first_pair + n * group_.series + i;
          const std::size_t other = s.joints[pair].variables.front().other;
          cell.pair = &total.joints[pair];
          cell.other_infinite = s.series[other].infinite_truth || total[row + other].infinite() > 0;
        }
        add_cell(cell);
        add_theory(predictions_[point.scenario][row + series], s.series[series]);
        add_kept(p, n, i);
      }
    }
  }

  /// The nominal level of the intervals of a point; NaN: no series of it has any.
  double level_at(const ScenarioPlan& s, const GroupPoint& point) const {
    for (std::size_t i = 0; i < group_.series; ++i) {
      const auto& interval = s.knowns[s.series[point.first_series + i].use]->interval;
      if (interval) return interval->level;
    }
    return not_given;
  }

  /// One series at one n, and its differences from the reference if it has one.
  struct CellStats {
    const ScenarioPlan& scenario;
    const Record& total;
    std::size_t size, series;  // indices
    const JointStats* pair = nullptr;
    bool other_infinite = false;  // of the reference

    const SeriesPlan& plan() const { return scenario.series[series]; }
    const SeriesStats& stats() const { return total[size * scenario.series.size() + series]; }
    /// Null: not gathered.
    const AnyAccumulator* own(const Measure& measure, double unit_factor) const {
      const auto at = std::find(scenario.gathered.begin(), scenario.gathered.end(),
                                own_plan(measure, size, series, unit_factor));
      return at == scenario.gathered.end()
                 ? nullptr
                 : &total.own[static_cast<std::size_t>(at - scenario.gathered.begin())];
    }
  };

  Measured computed(const Measure& measure, const CellStats& cell) const {
    const double truth = cell.plan().truth.value_or(not_given);
    if (measure.paired != nullptr) return measure.paired(*cell.pair);
    if (measure.compute_own == nullptr) return measure.compute(cell.stats(), truth);
    const AnyAccumulator* own = cell.own(measure, group_.unit_factor);
    return own == nullptr ? Measured{} : measure.compute_own(*own, measure, truth);
  }

  Measured measured(const Measure& measure, const CellStats& cell) const {
    const SeriesPlan& series = cell.plan();
    const SeriesStats& stats = cell.stats();
    if (measure.needs_truth && !series.has_truth()) return {};
    const bool infinite = series.infinite_truth || stats.infinite() > 0;
    if (measure.with_infinite != nullptr &&
        (infinite || (measure.paired != nullptr && cell.other_infinite))) {
      const double sum = stats.infinite() > 0 ? stats.infinite_sum : not_given;
      return {measure.with_infinite(sum), not_given, stats.replicates()};
    }
    return in_unit(computed(measure, cell), measure.scaling, group_.unit_factor);
  }

  void add_cell(const CellStats& cell) {
    for (MeasureArrays& arrays : out_.measures) {
      const Measured m = measured(*arrays.measure, cell);
      arrays.value.push_back(m.value);
      arrays.mcse.push_back(m.mcse);
      arrays.count.push_back(m.count);
    }
    out_.failures.insert(out_.failures.end(), cell.stats().statuses.begin(), cell.stats().statuses.end());
  }

  void add_theory(const SeriesPrediction& prediction, const SeriesPlan& series) {
    out_.theory_of.push_back(prediction.given_success ? 1 : 0);
    for (std::size_t t = 0; t < out_.theory.size(); ++t) {
      const Measure& measure = *predicted_[t];
      const Prediction p = measure.predict(prediction, series.truth.value_or(not_given));
      out_.theory[t].value.push_back(in_unit({value_of(p), 0, 0}, measure.scaling, group_.unit_factor).value);
      out_.theory[t].kind.push_back(static_cast<std::uint8_t>(p.kind));
      out_.theory[t].source.push_back(p.source);
    }
  }

  void add_kept(std::size_t p, std::size_t n, std::size_t i) {
    const GroupPoint& point = group_.points[p];
    const ScenarioPlan& s = scenario(p);
    const std::vector<double>& kept = gathered_.kept[point.scenario];
    for (std::size_t r = 0; r < out_.kept; ++r) {
      const std::size_t from = (r * s.sizes.size() + n) * s.series.size() + point.first_series + i;
      const std::size_t to = ((r * group_.points.size() + p) * out_.sizes_each() + n) * group_.series + i;
      out_.kept_values[to] = kept[from] * group_.unit_factor;
    }
  }

  const Plan& plan_;
  const GroupPlan& group_;
  const Gathered& gathered_;
  const PredictionTable& predictions_;
  std::vector<const Measure*> predicted_;  // those whose prediction stands in files
  GroupResults out_;
};

}  // namespace

Results assemble(const Plan& plan, const Gathered& gathered, const PredictionTable& predictions) {
  Results results;
  results.title = plan.title;
  results.seed = plan.seed;
  results.block = plan.block;
  for (const std::uint64_t done : gathered.done.replicates)
    results.replicates = std::max(results.replicates, done);
  results.asked = results.replicates;
  results.populations = population_facts(plan);
  for (const GroupPlan& group : plan.groups)
    results.groups.push_back(Assembler(plan, group, gathered, predictions)());
  return results;
}

}  // namespace plim
