#pragma once
#include "plim/engine/executor.hpp"
#include "plim/engine/sink.hpp"
#include "plim/plan/plan.hpp"

namespace plim {

/// Runs every block of every scenario in one parallel region and hands each block's record to the sink. What
/// the sink gets for a block does not depend on threads, on the order of blocks or on the lanes of a group.
void run(const Plan& plan, const Executor& executor, BlockSink& sink);

}  // namespace plim
