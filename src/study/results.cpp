#include "plim/study/results.hpp"

namespace plim {
namespace {

/// Fills one group, point by point.
class Assembler {
 public:
  Assembler(const Plan& plan, const GroupPlan& group, const Gather& gathered,
            const PredictionTable& predictions)
      : plan_(plan), group_(group), gathered_(gathered), predictions_(predictions) {}

  GroupResults operator()() {
    describe();
    for (std::size_t p = 0; p < group_.points.size(); ++p) add_point(p);
    return std::move(out_);
  }

 private:
  const ScenarioPlan& scenario(std::size_t point) const {
    return plan_.scenarios[group_.points[point].scenario];
  }
  std::size_t cells() const { return group_.points.size() * out_.sizes.size() * group_.series; }

  void describe() {
    const ScenarioPlan& s = scenario(0);
    out_.plan = &group_;
    out_.sizes = s.sizes;
    for (std::size_t i = 0; i < group_.series; ++i) {
      const SeriesPlan& series = s.series[group_.points[0].first_series + i];
      out_.series.push_back(series.label);
      out_.labels.push_back(label_of(i));
      out_.estimators.push_back(series.estimator);
      out_.outputs.push_back(series.output);
    }
    choose_measures();
    for (const char* name : {"bias", "empirical_se", "rmse"}) out_.theory.push_back({name, {}, {}, {}});
    out_.kept = std::min(plan_.kept, plan_.replicates);
    out_.kept_values.resize(out_.kept * cells());
  }

  /// The label of a series for people; without the number that it was told if the points differ in it.
  std::string label_of(std::size_t i) const {
    const auto at = [&](std::size_t p) {
      return shown_label(scenario(p), scenario(p).series[group_.points[p].first_series + i]);
    };
    for (std::size_t p = 1; p < group_.points.size(); ++p) {
      if (at(p) != at(0)) return scenario(0).series[group_.points[0].first_series + i].label + " [told K]";
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
    for (const Measure& m : measures()) {
      if (m.needs_control && !controlled) continue;
      if (m.needs_interval && !group_.has_interval) continue;
      if (m.paired != nullptr && !group_.has_reference) continue;
      out_.measures.push_back({&m, {}, {}, {}});
    }
  }

  void add_point(std::size_t p) {
    const GroupPoint& point = group_.points[p];
    const ScenarioPlan& s = scenario(p);
    const Record total = gathered_.total(point.scenario);
    for (std::size_t i = 0; i < group_.series; ++i) {
      const std::optional<double>& truth = s.series[point.first_series + i].truth;
      out_.truth.push_back(truth ? *truth * group_.unit_factor : not_given);
    }
    for (std::size_t n = 0; n < out_.sizes.size(); ++n) {
      for (std::size_t i = 0; i < group_.series; ++i) {
        const std::size_t series = point.first_series + i;
        const JointStats* pair =
            group_.has_reference ? &total.joints[point.first_pair + n * group_.series + i] : nullptr;
        add_cell(total[n * s.series.size() + series], pair, s.series[series]);
        add_theory(predictions_[point.scenario][n * s.series.size() + series]);
        add_kept(p, n, i);
      }
    }
  }

  void add_cell(const SeriesStats& stats, const JointStats* pair, const SeriesPlan& series) {
    for (MeasureArrays& arrays : out_.measures) {
      const Measure& measure = *arrays.measure;
      Measured m;
      if (measure.paired != nullptr) {
        m = in_unit(measure.paired(*pair), measure.scaling, group_.unit_factor);
      } else if (!measure.needs_truth || series.has_truth()) {
        m = in_unit(measure.compute(stats, series.truth.value_or(not_given)), measure.scaling,
                    group_.unit_factor);
      }
      arrays.value.push_back(m.value);
      arrays.mcse.push_back(m.mcse);
      arrays.count.push_back(m.count);
    }
    out_.failures.insert(out_.failures.end(), stats.statuses.begin(), stats.statuses.end());
  }

  void add_theory(const SeriesPrediction& prediction) {
    const std::array<const Prediction*, 3> by_measure = {&prediction.bias, &prediction.empirical_se,
                                                         &prediction.rmse};
    out_.theory_of.push_back(prediction.given_success ? 1 : 0);
    for (std::size_t t = 0; t < out_.theory.size(); ++t) {
      const bool none = by_measure[t]->kind == PredictionKind::none;
      out_.theory[t].value.push_back(none ? not_given : by_measure[t]->value * group_.unit_factor);
      out_.theory[t].kind.push_back(static_cast<std::uint8_t>(by_measure[t]->kind));
      out_.theory[t].source.push_back(by_measure[t]->source);
    }
  }

  void add_kept(std::size_t p, std::size_t n, std::size_t i) {
    const GroupPoint& point = group_.points[p];
    const ScenarioPlan& s = scenario(p);
    const std::vector<double>& kept = gathered_.kept(point.scenario);
    for (std::size_t r = 0; r < out_.kept; ++r) {
      const std::size_t from = (r * s.sizes.size() + n) * s.series.size() + point.first_series + i;
      const std::size_t to = ((r * group_.points.size() + p) * out_.sizes.size() + n) * group_.series + i;
      out_.kept_values[to] = kept[from] * group_.unit_factor;
    }
  }

  const Plan& plan_;
  const GroupPlan& group_;
  const Gather& gathered_;
  const PredictionTable& predictions_;
  GroupResults out_;
};

}  // namespace

std::vector<GroupResults> assemble(const Plan& plan, const Gather& gathered,
                                   const PredictionTable& predictions) {
  std::vector<GroupResults> results;
  for (const GroupPlan& group : plan.groups) {
    results.push_back(Assembler(plan, group, gathered, predictions)());
  }
  return results;
}

}  // namespace plim
