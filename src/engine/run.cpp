#include "plim/engine/run.hpp"

#include <algorithm>
#include <limits>

#include "first_failure.hpp"
#include "workbench.hpp"

namespace plim {
namespace {

// Behind the failures of all jobs.
constexpr std::uint64_t of_supply = std::numeric_limits<std::uint64_t>::max() - 1;

}  // namespace

void run(const Plan& plan, const Allocation& allocation, BlockSupply& supply, const Executor& executor,
         BlockSink& sink, const Stop& stop, const Needed& needed) {
  FirstFailure failure;
  const auto work = [&](std::uint64_t, int) {
    Workbench bench(plan, needed);
    // Jobs before one that failed have all been given out, and are finished.
    while (!failure.any() && !(stop && stop())) {
      std::optional<Job> job;
      try {
        job = supply.next();
        if (!job) return;
        sink.accept(bench.at(job->scenario).run(job->block, allocation.replicates[job->scenario]));
        supply.done(*job);
      } catch (...) {
        failure.take(job ? job->order : of_supply, std::current_exception());
      }
    }
  };
  executor.run(std::min<std::uint64_t>(supply.most(), static_cast<std::uint64_t>(executor.threads())), work);
  failure.rethrow();
}

void run(const Plan& plan, const Allocation& allocation, std::span<const BlockRange> ranges,
         const Executor& executor, BlockSink& sink, const Stop& stop, const Needed& needed) {
  RangeSupply supply(ranges);
  run(plan, allocation, supply, executor, sink, stop, needed);
}

Gathered run(const Plan& plan, const Allocation& allocation, const Executor& executor) {
  Gather gather(plan, allocation);
  run(plan, allocation, missing_blocks(plan, allocation, gather), executor, gather);
  return gather.finish();
}

}  // namespace plim
