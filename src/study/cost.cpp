#include "plim/study/cost.hpp"

#include <algorithm>
#include <chrono>

#include "plim/engine/worker.hpp"

namespace plim {
namespace {

/// Seconds that one replicate of a scenario takes on one thread: the first group warms up, later ones count.
double pilot(const Plan& plan, std::size_t scenario, std::uint64_t replicates) {
  using Clock = std::chrono::steady_clock;
  constexpr double enough = 0.05;
  Worker worker(plan, scenario);
  const ScenarioPlan& s = plan.scenarios[scenario];
  const std::uint64_t lanes = std::min<std::uint64_t>(s.lanes, replicates);
  BlockRecord record{scenario, 0, 0, make_record(s), {}};
  double seconds = 0;
  std::uint64_t done = 0;
  for (int group = 0; group < 1000 && seconds < enough; ++group) {
    const Clock::time_point start = Clock::now();
    worker.run_group(0, lanes, 0, record);
    const double took = std::chrono::duration<double>(Clock::now() - start).count();
    if (group == 0 && took < enough) continue;
    seconds += took;
    done += lanes;
  }
  return seconds / static_cast<double>(done);
}

}  // namespace

double pilot_seconds(const Plan& plan, const Allocation& allocation, const Executor& executor) {
  double seconds = 0;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s)
    seconds += pilot(plan, s, allocation.replicates[s]) * static_cast<double>(allocation.replicates[s]);
  return seconds / executor.threads();
}

}  // namespace plim
