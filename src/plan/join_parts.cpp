#include <algorithm>

#include "plim/plan/planner.hpp"

namespace plim {

void join_parts(ScenarioPlan& scenario, const ScenarioPlan& other) {
  scenario.names.join(other.names);
  scenario.sizes.join(other.sizes);
  scenario.made.join(other.made);
  scenario.derived.join(other.derived);
  scenario.joints.join(other.joints);
  scenario.identities.join(other.identities);
  scenario.pooled.join(other.pooled);
  scenario.gathered.join(other.gathered);
  const std::size_t uses = std::min(scenario.knowns.size(), other.knowns.size());
  for (std::size_t u = 0; u < uses; ++u) {
    scenario.estimators[u].facts.join(other.estimators[u].facts);
    scenario.knowns[u].join(other.knowns[u]);
  }
  const std::size_t series = std::min(scenario.series.size(), other.series.size());
  for (std::size_t s = 0; s < series; ++s) scenario.series[s].names.join(other.series[s].names);
}

}  // namespace plim
