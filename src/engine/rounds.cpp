#include "plim/engine/rounds.hpp"

#include <algorithm>
#include <limits>

namespace plim {

Allocation first_blocks(const Plan& plan, const Allocation& allocation, std::uint64_t blocks) {
  Allocation first = allocation;
  for (std::uint64_t& replicates : first.replicates)
    replicates = replicates / plan.block < blocks ? replicates : blocks * plan.block;
  return first;
}

std::vector<BlockRange> blocks_between(const Plan& plan, const Allocation& allocation, std::uint64_t begin,
                                       std::uint64_t end) {
  std::vector<BlockRange> ranges = blocks_in_turns(plan, first_blocks(plan, allocation, end));
  for (BlockRange& range : ranges) range.first = std::max(range.first, begin);
  std::erase_if(ranges, [](const BlockRange& range) { return range.first >= range.last; });
  return ranges;
}

RoundsSoFar::RoundsSoFar(const Rounds& rounds, const Plan& plan, const Allocation& allocation, Gather& gather)
    : rounds_(rounds),
      plan_(plan),
      allocation_(allocation),
      gather_(gather),
      blocks_(std::numeric_limits<std::uint64_t>::max()) {
  gather_.fence(rounds.ends);
}

std::vector<BlockRange> RoundsSoFar::missing() {
  for (; round_ < rounds_.ends.size(); ++round_) {
    const std::uint64_t end = rounds_.ends[round_];
    const Allocation first = first_blocks(plan_, allocation_, end);
    std::vector<BlockRange> missing = missing_blocks(plan_, first, gather_);
    if (!missing.empty()) return missing;
    if (!rounds_.go_on(round_, gather_.first(end))) {
      blocks_ = end;
      return {};
    }
  }
  return missing_blocks(plan_, allocation_, gather_);
}

}  // namespace plim
