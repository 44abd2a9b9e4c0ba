#pragma once
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "plim/engine/allocation.hpp"
#include "plim/engine/executor.hpp"
#include "plim/engine/gather.hpp"
#include "plim/engine/supply.hpp"

namespace plim {

/// True as soon as no further block is to begin; asked by any thread before each.
using Stop = std::function<bool()>;

/// Of scenarios whose blocks have a part of what they are to have: which estimators are still to run,
/// `[n][estimator]`.
using Needed = std::map<std::size_t, std::vector<bool>>;

/// Runs the blocks of a supply in one parallel region and hands each block's record to the sink. What the
/// sink gets for a block does not depend on threads, on the order of blocks or on the lanes of a group.
/// Blocks that have begun when `stop` says so, or when one fails, are finished; of failures the first in the
/// supply's order is thrown.
void run(const Plan& plan, const Allocation& allocation, BlockSupply& supply, const Executor& executor,
         BlockSink& sink, const Stop& stop = nullptr, const Needed& needed = {});
/// The same of some ranges, in their order.
void run(const Plan& plan, const Allocation& allocation, std::span<const BlockRange> ranges,
         const Executor& executor, BlockSink& sink, const Stop& stop = nullptr, const Needed& needed = {});

/// What all blocks of all scenarios come to.
Gathered run(const Plan& plan, const Allocation& allocation, const Executor& executor);

}  // namespace plim
