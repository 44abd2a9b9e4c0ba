#pragma once
#include "plim/engine/allocation.hpp"
#include "plim/engine/executor.hpp"

namespace plim {

/// About how many seconds a run takes on the threads of an executor, by a pilot of each scenario.
double pilot_seconds(const Plan& plan, const Allocation& allocation, const Executor& executor);

}  // namespace plim
