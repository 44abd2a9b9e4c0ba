#include "own_measures.hpp"

#include <algorithm>
#include <numeric>

namespace plim {
namespace {

/// Notes that results have the measure, in the order of the catalogue and by their numbers.
void note_asked(GroupPlan& group, const Measures& order, const std::shared_ptr<const Measure>& measure) {
  const auto rank = [&order](const Measure& m) {
    const auto same = [&m](const auto& other) {
      return std::string_view(m.name).starts_with(other->name) && m.compute_own == other->compute_own;
    };
    return std::find_if(order.begin(), order.end(), same) - order.begin();
  };
  const auto before = [&rank](const auto& a, const auto& b) {
    return std::pair(rank(*a), a->given) < std::pair(rank(*b), b->given);
  };
  const auto same = [&measure](const auto& m) { return std::string_view(m->name) == measure->name; };
  if (std::any_of(group.asked.begin(), group.asked.end(), same)) return;
  group.asked.insert(std::upper_bound(group.asked.begin(), group.asked.end(), measure, before), measure);
}

bool applies(const Measure& measure, const ScenarioPlan& scenario, const SeriesPlan& series) {
  return (!measure.needs_truth || series.has_truth()) &&
         (!measure.needs_interval || scenario.estimators[series.use].facts->has_interval);
}

}  // namespace

std::shared_ptr<const Measure> measure_of(const Catalogue& catalogue, const MeasureSpec& spec) {
  std::shared_ptr<const Measure> measure = catalogue.find_measure(spec.name);
  return measure != nullptr && spec.argument ? given(*measure, *spec.argument) : measure;
}

std::vector<std::size_t> gather_own(Plan& plan, const SeriesPlace& at, const std::vector<std::size_t>& sizes,
                                    const std::shared_ptr<const Measure>& measure) {
  GroupPlan& group = plan.groups[at.group];
  const GroupPoint& point = group.points[at.point];
  SharedList<OwnPlan>& gathered = plan.scenarios[point.scenario].gathered;
  std::vector<std::size_t> places;
  note_asked(group, plan.measures, measure);
  for (const std::size_t size : sizes) {
    const OwnPlan wanted = own_plan(*measure, size, point.first_series + at.series, group.unit_factor);
    const auto same = std::find(gathered.begin(), gathered.end(), wanted);
    places.push_back(static_cast<std::size_t>(same - gathered.begin()));
    if (same == gathered.end()) gathered.own().push_back(wanted);
  }
  return places;
}

void plan_output_measures(const PlanContext& context, Plan& plan) {
  if (!context.faults.empty()) return;
  for (const MeasureSpec& spec : context.spec.measures) {
    const std::shared_ptr<const Measure> measure = measure_of(context.catalogue, spec);
    bool applied = false;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
      const ScenarioPlan* before = nullptr;
      for (std::size_t p = 0; p < plan.groups[g].points.size(); ++p) {
        const GroupPoint point = plan.groups[g].points[p];
        ScenarioPlan& scenario = plan.scenarios[point.scenario];
        std::vector<std::size_t> sizes(scenario.sizes.size());
        std::iota(sizes.begin(), sizes.end(), std::size_t{0});
        for (std::size_t i = 0; i < plan.groups[g].series; ++i) {
          if (!applies(*measure, scenario, scenario.series[point.first_series + i])) continue;
          gather_own(plan, {g, p, i}, sizes, measure);
          applied = true;
        }
        if (before != nullptr) join_parts(scenario, *before);
        before = &scenario;
      }
    }
    if (!applied)
      context.faults.add(context.spec.samples.front().where, "output.measures",
                         spec.name + " can be had of no estimate: it needs " +
                             (measure->needs_interval ? "an interval" : "a truth"));
  }
}

}  // namespace plim
