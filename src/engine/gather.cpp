#include "plim/engine/gather.hpp"

#include <algorithm>

namespace plim {

Gather::Gather(const Plan& plan, std::function<void(std::uint64_t)> progress)
    : plan_(plan), progress_(std::move(progress)), scenarios_(plan.scenarios.size()) {
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    const ScenarioPlan& scenario = plan.scenarios[s];
    const std::uint64_t kept = std::min(plan.kept, plan.replicates);
    scenarios_[s].kept.resize(kept * scenario.sizes.size() * scenario.series.size());
  }
}

void Gather::accept(BlockRecord&& record) {
  const std::lock_guard lock(mutex_);
  Scenario& scenario = scenarios_[record.scenario];
  const ScenarioPlan& plan = plan_.scenarios[record.scenario];
  const std::size_t slot = record.block * plan_.block * plan.sizes.size() * plan.series.size();
  std::copy(record.kept.begin(), record.kept.end(),
            scenario.kept.begin() + static_cast<std::ptrdiff_t>(slot));
  scenario.forest.put(record.block, std::move(record.stats));
  if (progress_) progress_(++done_);
}

}  // namespace plim
