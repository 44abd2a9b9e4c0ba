#include "plim/plan/sample_view.hpp"

#include <algorithm>

#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sequence.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {

ViewId view_of_samples(const ScenarioPlan& scenario, const std::string& form) {
  const std::vector<ViewId> wanted = form == "counts"
                                         ? std::vector{view_id<Counts>(), view_id<SparseCounts>()}
                                         : std::vector{view_id<Reals>(), view_id<Sequence>()};
  const std::vector<ViewId> made = scenario.population->views(scenario.route);
  const auto has = std::find_first_of(wanted.begin(), wanted.end(), made.begin(), made.end());
  return has == wanted.end() ? nullptr : *has;
}

namespace {

/// True if a population makes counts or draws one by one on some route.
bool can_be_written(const Population& population) {
  const std::vector<ViewId> all = {view_id<Counts>(), view_id<SparseCounts>(), view_id<Reals>(),
                                   view_id<Sequence>()};
  for (const RouteKind route : {RouteKind::draws, RouteKind::counts, RouteKind::statistic}) {
    const std::vector<ViewId> made = population.views(route);
    if (std::find_first_of(made.begin(), made.end(), all.begin(), all.end()) != made.end()) return true;
  }
  return false;
}

}  // namespace

std::string why_no_samples(const ScenarioPlan& scenario, const std::string& form) {
  if (form == "none" || view_of_samples(scenario, form) != nullptr) return "";
  if (!can_be_written(*scenario.population))
    return name_of(scenario) +
           " has samples that are neither counts of classes nor single draws, and cannot be written";
  const std::string what = form == "counts" ? "counts of classes" : "draws one by one";
  return name_of(scenario) + " is sampled on the route " + std::string(route_name(scenario.route)) +
         ", which makes no " + what +
         (scenario.route == RouteKind::draws
              ? ""
              : "; write route = \"draw\" in sample." + scenario.names->sample);
}

}  // namespace plim
