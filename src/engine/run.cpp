#include "plim/engine/run.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "workbench.hpp"

namespace plim {

void run(const Plan& plan, const Allocation& allocation, std::span<const BlockRange> ranges,
         const Executor& executor, BlockSink& sink, const Stop& stop, const Needed& needed) {
  std::vector<std::uint64_t> ends;  // jobs up to the end of each range
  for (const BlockRange& r : ranges) ends.push_back((ends.empty() ? 0 : ends.back()) + r.last - r.first);
  if (ends.empty()) return;
  std::vector<std::unique_ptr<Workbench>> benches(static_cast<std::size_t>(executor.threads()));
  executor.run(
      ends.back(),
      [&](std::uint64_t job, int thread) {
        const auto range =
            static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), job) - ends.begin());
        const BlockRange& r = ranges[range];
        std::unique_ptr<Workbench>& bench = benches[static_cast<std::size_t>(thread)];
        if (!bench) bench = std::make_unique<Workbench>(plan, needed);
        sink.accept(
            bench->at(r.scenario).run(r.last - (ends[range] - job), allocation.replicates[r.scenario]));
      },
      stop);
}

Gathered run(const Plan& plan, const Allocation& allocation, const Executor& executor) {
  Gather gather(plan, allocation);
  run(plan, allocation, missing_blocks(plan, allocation, gather), executor, gather);
  return gather.finish();
}

}  // namespace plim
