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

std::string why_no_samples(const ScenarioPlan& scenario, const std::string& form) {
  if (form == "none" || view_of_samples(scenario, form) != nullptr) return "";
  const std::string what = form == "counts" ? "counts of classes" : "draws one by one";
  return name_of(scenario) + " is sampled on the route " + std::string(route_name(scenario.route)) +
         ", which makes no " + what +
         (scenario.route == RouteKind::draws
              ? ""
              : "; write route = \"draw\" in sample." + scenario.names->sample);
}

}  // namespace plim
