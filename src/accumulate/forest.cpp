#include "plim/accumulate/forest.hpp"

#include <iterator>
#include <string>

#include "plim/core/error.hpp"

namespace plim {

void Forest::put(std::uint64_t block, Record record) {
  bool twice = !nodes_.emplace(Place{0U, block}, std::move(record)).second;
  for (unsigned level = 1; level < 64 && !twice; ++level) twice = nodes_.count({level, block >> level}) != 0;
  if (twice) throw Error(ExitCode::bug, "block " + std::to_string(block) + " came twice");
  fresh_.push_back(block);
}

/// Nodes that could not be merged before can be only where a block has come, or where more may be merged: a
/// look at all of them for every block takes longer than the block, where a shard has ten thousands.
void Forest::merge(Reach reach, std::uint64_t settled) {
  const bool further = reach != reach_ || settled != settled_;
  reach_ = reach;
  settled_ = settled;
  if (further) {
    for (auto at = nodes_.begin(); at != nodes_.end();) {  // what is merged comes again, a level higher
      const Place place = at->first;
      at = merge_pair(place) ? nodes_.upper_bound(place) : std::next(at);
    }
  } else {
    for (const std::uint64_t block : fresh_) {
      for (Place place = {0U, block}; merge_pair(place);) place = {place.first + 1, place.second / 2};
    }
  }
  fresh_.clear();
}

/// A node and its sibling, if both are here and may be merged.
bool Forest::merge_pair(Place place) {
  const auto [level, index] = place;
  const std::uint64_t size = std::uint64_t{2} << level;
  const std::uint64_t begin = index / 2 * size;
  if (begin + size > settled_ && (size > reach_.most || size > begin / reach_.parts)) return false;
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
