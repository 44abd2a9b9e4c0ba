#include "plim/accumulate/forest.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "plim/core/error.hpp"

namespace plim {

void Forest::put(std::uint64_t block, Record record) {
  bool twice = !nodes_.emplace(Place{0U, block}, std::move(record)).second;
  for (unsigned level = 1; level < 64 && !twice; ++level) twice = nodes_.count({level, block >> level}) != 0;
  if (twice) throw Error(ExitCode::bug, "block " + std::to_string(block) + " came twice");
  fresh_.push_back(block);
}

/// Nodes that could not be merged before can be only where a block has come, or where more may be merged. A
/// look at all of them for every block would take longer than the block, where ten thousands wait.
void Forest::merge(Reach reach, std::uint64_t settled) {
  const bool same = reach.most == most_ && reach.parts == parts_ && reach.fences.size() == fences_;
  const std::uint64_t before = std::exchange(settled_, settled);
  most_ = reach.most;
  parts_ = reach.parts;
  fences_ = reach.fences.size();
  if (same) {
    for (const std::uint64_t block : fresh_) merge_from(block, reach);
    for (std::uint64_t end = before + 1; end <= settled; ++end) merge_from(end - 1, reach);
  } else {
    merge_all(reach);
  }
  fresh_.clear();
}

/// The nodes are in the order of their levels: what is merged comes again, a level higher.
void Forest::merge_all(const Reach& reach) {
  for (auto at = nodes_.begin(); at != nodes_.end();) {
    const Place place = at->first;
    at = merge_pair(place, reach) ? nodes_.upper_bound(place) : std::next(at);
  }
}

/// The node of a block, wherever it is by now, and those that become of it.
void Forest::merge_from(std::uint64_t block, const Reach& reach) {
  for (unsigned level = 0; level < 64; ++level) {
    if (nodes_.count({level, block >> level}) != 0 && !merge_pair({level, block >> level}, reach)) return;
  }
}

/// A node and its sibling, if both are here and may be merged.
bool Forest::merge_pair(Place place, const Reach& reach) {
  const auto [level, index] = place;
  const std::uint64_t size = std::uint64_t{2} << level;
  const std::uint64_t begin = index / 2 * size;
  if (begin + size > settled_ && (size > reach.most || size > begin / reach.parts)) return false;
  const auto split = [&](std::uint64_t fence) { return begin < fence && fence < begin + size; };
  if (std::any_of(reach.fences.begin(), reach.fences.end(), split)) return false;
  const auto left = nodes_.find({level, index & ~std::uint64_t{1}}), right = nodes_.find({level, index | 1});
  if (left == nodes_.end() || right == nodes_.end()) return false;
  Record both = std::move(left->second);
  both += right->second;
  nodes_.erase(left);
  nodes_.erase(right);
  nodes_.emplace(Place{level + 1, index / 2}, std::move(both));
  return true;
}

Record Forest::total(std::uint64_t blocks) const {
  Record sum;
  std::uint64_t begin = 0;
  for (unsigned level = 64; level-- > 0;) {
    if ((blocks >> level & 1) == 0) continue;
    const auto root = nodes_.find({level, begin >> level});
    if (root == nodes_.end()) {
      throw Error(ExitCode::bug, "blocks from " + std::to_string(begin) + " on are missing");
    }
    if (begin == 0) {
      sum = root->second;
    } else {
      sum += root->second;
    }
    begin += std::uint64_t{1} << level;
  }
  return sum;
}

}  // namespace plim
