#include "plim/accumulate/forest.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

#include "plim/core/error.hpp"

namespace plim {

void Forest::put(std::uint64_t block, Record record) {
  bool twice = !nodes_.emplace(std::pair{0U, block}, std::move(record)).second;
  for (unsigned level = 1; level < 64 && !twice; ++level) twice = nodes_.count({level, block >> level}) != 0;
  if (twice) throw Error(ExitCode::bug, "block " + std::to_string(block) + " came twice");
  fresh_.push_back(block);
}

void Forest::merge(Reach reach, std::uint64_t settled) {
  for (const std::uint64_t block : fresh_) merge_up({0, block}, reach, settled);
  fresh_.clear();
  const bool same_fences =
      std::equal(fences_.begin(), fences_.end(), reach.fences.begin(), reach.fences.end());
  const std::uint64_t begin = same_fences ? settled_ : 0;
  const std::uint64_t end = same_fences ? settled : std::numeric_limits<std::uint64_t>::max();
  for (unsigned level = 0; level < 63 && std::uint64_t{2} << level <= end; ++level) {
    for (const Place& place : pairs_of(level, begin, end)) merge_up(place, reach, settled);
  }
  settled_ = settled;
  fences_.assign(reach.fences.begin(), reach.fences.end());
}

/// The left ones of siblings that are both there and end together behind `begin` and not behind `end`.
std::vector<Forest::Place> Forest::pairs_of(unsigned level, std::uint64_t begin, std::uint64_t end) const {
  std::vector<Place> pairs;
  for (auto left = nodes_.lower_bound({level, begin >> (level + 1) << 1}); left != nodes_.end(); ++left) {
    const std::uint64_t index = left->first.second;
    if (left->first.first != level || ((index | 1) + 1) > end >> level) break;
    const auto right = std::next(left);
    if ((index & 1) == 0 && right != nodes_.end() && right->first == Place(level, index + 1))
      pairs.push_back(left->first);
  }
  return pairs;
}

/// A node with its sibling, and so on, as far as these are there and may be merged.
void Forest::merge_up(Place place, const Reach& reach, std::uint64_t settled) {
  for (;; place = {place.first + 1, place.second / 2}) {
    const auto [level, index] = place;
    const std::uint64_t size = std::uint64_t{2} << level, begin = index / 2 * size;
    if (begin + size > settled && (size > reach.most || size > begin / reach.parts)) return;
    const auto split = [&](std::uint64_t fence) { return begin < fence && fence < begin + size; };
    if (std::any_of(reach.fences.begin(), reach.fences.end(), split)) return;
    const auto left = nodes_.find({level, index & ~std::uint64_t{1}}),
               right = nodes_.find({level, index | 1});
    if (left == nodes_.end() || right == nodes_.end()) return;
    Record both = std::move(left->second);
    both += right->second;
    nodes_.erase(left);
    nodes_.erase(right);
    nodes_.emplace(std::pair{level + 1, index / 2}, std::move(both));
  }
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
