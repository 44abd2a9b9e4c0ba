#pragma once
#include <cstdint>
#include <vector>

#include "plim/plan/plan.hpp"

namespace plim {

/// How many replicates each scenario of a plan is to have: `[scenario]`.
struct Allocation {
  std::vector<std::uint64_t> replicates;
};

/// The same number for every scenario.
Allocation equal_allocation(const Plan& plan, std::uint64_t replicates);

/// Blocks of a scenario; the last may have fewer replicates than the others.
std::uint64_t blocks_of(const Plan& plan, const Allocation& allocation, std::size_t scenario);

/// Blocks first .. last - 1 of one scenario.
struct BlockRange {
  std::size_t scenario = 0;
  std::uint64_t first = 0, last = 0;
};

/// How many blocks of one scenario run before the next scenario's: a power of two. Scenarios take turns, so
/// that a run that is stopped has nearly as many blocks of each; seldom enough that taking turns costs
/// little.
std::uint64_t blocks_of_a_turn(const Plan& plan, const Allocation& allocation);

}  // namespace plim
