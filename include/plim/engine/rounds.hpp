#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "plim/engine/gather.hpp"

namespace plim {

/// A run in rounds. After each it is decided if it goes on, by what the first blocks of every scenario came
/// to, as many as all rounds so far have, and by nothing else: so the answer is the same whoever ran them, in
/// whatever order, and whatever else has been run. Without ends there is but one round, of all blocks.
struct Rounds {
  std::vector<std::uint64_t> ends;  // blocks of a scenario after each round but the last, ascending
  /// Pure; the round is counted from 0. Not asked after the last.
  std::function<bool(std::size_t round, const Gathered& so_far)> go_on;
};

/// The first blocks of every scenario.
Allocation first_blocks(const Plan& plan, const Allocation& allocation, std::uint64_t blocks);

/// Blocks begin .. end - 1 of every scenario that has them, scenarios taking turns.
std::vector<BlockRange> blocks_between(const Plan& plan, const Allocation& allocation, std::uint64_t begin,
                                       std::uint64_t end);

/// The rounds of one run as they pass.
class RoundsSoFar {
 public:
  /// All are to outlive it. Fences the gathering at the ends, before any block is there.
  RoundsSoFar(const Rounds& rounds, const Plan& plan, const Allocation& allocation, Gather& gather);
  /// The blocks that are missing in this round, or, when there are none and the run goes on, in the next;
  /// nothing when the run is over.
  std::vector<BlockRange> missing();
  /// Blocks of a scenario that the answer rests on, once the run is over; before, as many as it may have.
  std::uint64_t blocks() const noexcept { return blocks_; }

 private:
  const Rounds& rounds_;
  const Plan& plan_;
  const Allocation& allocation_;
  Gather& gather_;
  std::size_t round_ = 0;
  std::uint64_t blocks_;
};

}  // namespace plim
