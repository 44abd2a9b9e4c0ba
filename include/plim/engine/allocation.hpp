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

/// Scenarios take turns, so that a run that is stopped has nearly as many blocks of each. A turn is one of
/// `parts` of the blocks before it in whole powers of two, but one block at least and `longest` at most; both
/// are powers of two. With one part: blocks 0, 1, 2 3, 4 .. 7 and so on.
class Turns {
 public:
  explicit Turns(std::uint64_t longest = 1, std::uint64_t parts = 1) noexcept;
  std::uint64_t longest() const noexcept { return std::uint64_t{1} << growths_; }
  /// A turn is at most one of so many parts of what comes before it.
  std::uint64_t parts() const noexcept { return parts_; }
  /// The first block of a turn, counted from 0.
  std::uint64_t begin(std::uint64_t turn) const noexcept;
  /// How many turns blocks 0 .. blocks - 1 complete.
  std::uint64_t completed(std::uint64_t blocks) const noexcept;

 private:
  std::uint64_t growths_, parts_;
};

/// The turns of a run: often enough that stopping loses little, and seldom enough that they cost little.
Turns turns_of(const Plan& plan, const Allocation& allocation);

}  // namespace plim
