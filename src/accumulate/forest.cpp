#include "plim/accumulate/forest.hpp"

#include <algorithm>
#include <string>

#include "plim/core/error.hpp"

namespace plim {

void Forest::put(std::uint64_t block, Record record) {
  bool twice = !nodes_.emplace(std::pair{0U, block}, std::move(record)).second;
  for (unsigned level = 1; level < 64 && !twice; ++level) twice = nodes_.count({level, block >> level}) != 0;
  if (twice) throw Error(ExitCode::bug, "block " + std::to_string(block) + " came twice");
}

void Forest::merge(Reach reach, std::uint64_t settled) {
  while (merge_one(reach, settled)) {
  }
}

bool Forest::merge_one(Reach reach, std::uint64_t settled) {
  for (auto left = nodes_.begin(); left != nodes_.end(); ++left) {
    const auto [level, index] = left->first;
    if (index & 1) continue;
    const std::uint64_t size = std::uint64_t{2} << level;
    const std::uint64_t begin = index / 2 * size;
    if (begin + size > settled && (size > reach.most || size > begin / reach.parts)) continue;
    const auto split = [&](std::uint64_t fence) { return begin < fence && fence < begin + size; };
    if (std::any_of(reach.fences.begin(), reach.fences.end(), split)) continue;
    const auto right = nodes_.find({level, index + 1});
    if (right == nodes_.end()) continue;
    Record both = std::move(left->second);
    both += right->second;
    nodes_.erase(left);
    nodes_.erase(right);
    nodes_.emplace(std::pair{level + 1, index / 2}, std::move(both));
    return true;
  }
  return false;
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
