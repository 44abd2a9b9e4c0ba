#pragma once
#include "plim/engine/allocation.hpp"
#include "plim/engine/executor.hpp"

namespace plim {

/// About how long a run takes.
struct RunCost {
  double seconds = 0;      // on the threads of the executor
  std::size_t pilots = 0;  // scenarios that were tried for it
};

/// The cost of a run by pilots. Scenarios are of one kind if they are sampled at the same sizes by the same
/// methods for the same estimators, from populations of one type whose classes and items are as many up to a
/// factor of 2. Of a kind eight are tried at most, spread evenly over its scenarios, since what a replicate
/// costs may change along a grid; they share the time of one pilot.
RunCost pilot_cost(const Plan& plan, const Allocation& allocation, const Executor& executor);

}  // namespace plim
