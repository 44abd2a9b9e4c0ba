#include <algorithm>
#include <set>

#include "check_place.hpp"
#include "own_measures.hpp"
#include "plim/core/number.hpp"
#include "plim/grammar/table_reader.hpp"
#include "plim/plan/planner.hpp"
#include "plim/plan/question.hpp"

namespace plim {
namespace {

/// Plans one check.
class CheckPlanner {
 public:
  CheckPlanner(const CheckSpec& spec, Plan& plan, const PlanContext& context)
      : context_(context), plan_(plan), faults_(context.faults), key_("check." + spec.name) {
    check_.spec = spec;
    check_.verb = context.catalogue.find_verb(spec.verb);
    check_.measure = measure_of(context.catalogue, {spec.measure, spec.measure_argument});
  }

  void operator()() {
    const std::size_t before = faults_.list().size();
    collect_labels();
    if (spec().target.kind == TargetSpec::Kind::population) find_claimed();
    select();
    if (faults_.list().size() == before) ask();
    plan_.checks.push_back(std::move(check_));
  }

 private:
  const CheckSpec& spec() const { return check_.spec; }
  const ScenarioPlan& scenario_of(const CheckCurve& curve) const {
    return plan_.scenarios[plan_.groups[curve.group].points[curve.point].scenario];
  }
  const SeriesPlan& series_of(const CheckCurve& curve) const {
    return scenario_of(curve)
        .series[plan_.groups[curve.group].points[curve.point].first_series + curve.series];
  }
  bool of_sample() const { return !spec().sample.empty(); }
  const std::string& subject() const { return of_sample() ? spec().sample : spec().estimate; }
  bool is_asked(const GroupPlan& g) const {
    return of_sample() ? g.sample == spec().sample : g.estimate == spec().estimate;
  }
  bool compares() const { return check_.measure != nullptr && check_.measure->agreement != Agreement::none; }

  void collect_labels() {
    for (const GroupPlan& g : plan_.groups) {
      if (g.estimate != spec().estimate || g.points.empty()) continue;
      const GroupPoint& point = g.points.front();
      if (point.scenario >= plan_.scenarios.size()) continue;
      for (std::size_t i = 0; i < g.series; ++i) {
        const std::string& label =
            plan_.scenarios[point.scenario].series[point.first_series + i].names->label;
        if (std::find(labels_.begin(), labels_.end(), label) == labels_.end()) labels_.push_back(label);
      }
    }
    for (const std::string& label : spec().with) need_label(label, spec().where, ".with");
    if (!spec().to.empty()) need_label(spec().to, spec().where, ".to");
    if (spec().target.kind == TargetSpec::Kind::series)
      need_label(spec().target.text, spec().target.where, "." + spec().verb);
  }

  void need_label(const std::string& label, const Position& where, const std::string& key) {
    if (std::find(labels_.begin(), labels_.end(), label) == labels_.end())
      report_unknown_series(faults_, where, key_ + key, spec().estimate, label, labels_);
  }

  /// The law of another population that a sample is held against.
  void find_claimed() {
    const std::string& name = spec().target.text;
    const PopulationPoints& points = context_.points_of(name);
    if (points.at.size() > 1)
      faults_.add(spec().target.where, key_ + "." + spec().verb,
                  "must be one law, but " + name + " has a grid");
    if (!points.at.empty()) check_.claimed = points.at.front();
  }

  /// The label that the curves are compared with, "" if with none.
  std::string reference() const {
    if (spec().target.kind == TargetSpec::Kind::series) return spec().target.text;
    if (!compares()) return "";
    if (!spec().to.empty()) return spec().to;
    return !spec().with.empty() ? spec().with.front() : labels_.empty() ? "" : labels_.front();
  }

  void select() {
    std::vector<CheckPlace> places;
    for (const AtSpec& at : spec().at) places.emplace_back(at, plan_, of_sample());
    for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
      if (!is_asked(plan_.groups[g])) continue;
      for (std::size_t p = 0; p < plan_.groups[g].points.size(); ++p) select_point(g, p, places);
    }
    const std::size_t before = faults_.list().size();
    for (const CheckPlace& place : places) place.report(faults_, key_ + ".at");
    if (faults_.list().size() == before && !any_size_)
      faults_.add(spec().where, key_,
                  (spec().at.empty() ? "finds no point of " : "at selects no point of ") + subject());
  }

  void select_point(std::size_t g, std::size_t p, std::vector<CheckPlace>& places) {
    const GroupPlan& group = plan_.groups[g];
    const ScenarioPlan& scenario = plan_.scenarios[group.points[p].scenario];
    CheckCurve curve;
    curve.group = g;
    curve.point = p;
    for (std::size_t size = 0; size < scenario.sizes.size(); ++size) {
      bool kept = true;
      for (CheckPlace& place : places) kept = place.keeps(g, p, size) && kept;
      if (kept) curve.sizes.push_back(size);
    }
    if (curve.sizes.empty()) return;
    any_size_ = true;
    if (of_sample()) {
      // Several estimates, and several points of one, look at one sample.
      if (seen_.insert(group.points[p].scenario).second) check_.curves.push_back(std::move(curve));
      return;
    }
    const std::string other = reference();
    for (std::size_t i = 0; i < group.series; ++i) {
      if (scenario.series[group.points[p].first_series + i].names->label == other) curve.reference = i;
    }
    for (std::size_t i = 0; i < group.series; ++i) {
      const std::string& label = scenario.series[group.points[p].first_series + i].names->label;
      const bool named = std::find(spec().with.begin(), spec().with.end(), label) != spec().with.end();
      if (label == other || (!named && !spec().with.empty())) continue;
      curve.series = i;
      check_.curves.push_back(curve);
    }
  }

  /// Puts the question to every curve; those that it cannot be put to are dropped, and reported if their
  /// series was named or if none is left.
  void ask() {
    std::string reason = compares() || spec().target.kind == TargetSpec::Kind::series
                             ? spec().measure + " compares a series with another, and no other is selected"
                             : "";
    std::vector<CheckCurve> left;
    std::set<std::string> asked;
    const ScenarioPlan* before = nullptr;
    for (CheckCurve& curve : check_.curves) {
      const GroupPlan& group = plan_.groups[curve.group];
      const std::string label = of_sample() ? group.population : series_of(curve).names->label;
      std::string why = unavailable(curve);
      if (why.empty()) {
        ScenarioPlan& scenario = plan_.scenarios[group.points[curve.point].scenario];
        why = check_.verb->plan({check_, curve, group, scenario, context_.spec.replicates});
        if (why.empty() && check_.measure != nullptr && check_.measure->own.make != nullptr)
          curve.gathered =
              gather_own(plan_, {curve.group, curve.point, curve.series}, curve.sizes, check_.measure);
        if (before != nullptr) join_parts(scenario, *before);
        before = &scenario;
      }
      if (why.empty()) {
        asked.insert(label);
        left.push_back(std::move(curve));
      } else {
        reason = label + ": " + why;
      }
    }
    const bool all = left.size() == check_.curves.size();
    check_.curves = std::move(left);
    const auto unasked = [&](const std::string& label) {
      return label != reference() && asked.count(label) == 0;
    };
    if (asked.empty() || (of_sample() && !all) ||
        std::any_of(spec().with.begin(), spec().with.end(), unasked))
      faults_.add(spec().where, key_, reason);
  }

  std::string unavailable(const CheckCurve& curve) const {
    if (check_.measure == nullptr) return "";
    const SeriesPlan& series = series_of(curve);
    const std::string of = " of " + spec().estimate;
    if (check_.measure->aims_at_truth && series.drawn_truth)
      return "the truth" + of + " is drawn anew for every replicate, and the mean with it; check the bias";
    if (check_.measure->needs_truth && !series.has_truth())
      return spec().measure + of + " needs a truth, and " +
             (series.infinite_truth ? "that" + of + " is infinite"
                                    : plan_.groups[curve.group].population + " has none");
    if (check_.measure->needs_interval && !scenario_of(curve).estimators[series.use].facts->has_interval)
      return spec().measure + of +
             " needs an interval; give the estimate interval = { level = ... } and an "
             "estimator that has one";
    if (check_.measure->needs_control && !series.control)
      return "there is no control variate for " + spec().measure + of + "; use bias";
    if (check_.measure->paired != nullptr && !plan_.groups[curve.group].has_reference)
      return spec().measure + of + " needs a reference; give the estimate against = ...";
    return "";
  }

  const PlanContext& context_;
  Plan& plan_;
  Faults& faults_;
  std::string key_;
  CheckPlan check_;
  std::vector<std::string> labels_;
  std::set<std::size_t> seen_;  // scenarios of a check of the sample
  bool any_size_ = false;
};

}  // namespace

void plan_checks(const PlanContext& context, Plan& plan) {
  const StudySpec& spec = context.spec;
  plan.verdict = spec.verdict;
  if (!context.faults.empty()) return;
  for (const CheckSpec& check : spec.checks) CheckPlanner(check, plan, context)();
  const std::vector<std::uint64_t>& looks = spec.verdict.looks;
  if (!spec.checks.empty() && !looks.empty() &&
      std::find(looks.begin(), looks.end(), spec.replicates) == looks.end())
    plan.notes.push_back(in_number(spec.replicates, "replicate") + (spec.replicates == 1 ? " is" : " are") +
                         " not one of the declared looks; verdicts are exploratory");
}

}  // namespace plim
