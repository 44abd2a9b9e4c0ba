#include "plim/accumulate/forest.hpp"

#include <string>

#include "plim/core/error.hpp"

namespace plim {

void Forest::put(std::uint64_t block, Record record) {
  unsigned level = 0;
  std::uint64_t index = block;
  for (;; ++level, index >>= 1) {
    const auto sibling = nodes_.find({level, index ^ 1});
    if (sibling == nodes_.end()) break;
    if (index & 1) {
      Record left = std::move(sibling->second);
      left += record;
      record = std::move(left);
    } else {
      record += sibling->second;
    }
    nodes_.erase(sibling);
  }
  if (!nodes_.emplace(std::pair{level, index}, std::move(record)).second) {
    throw Error(ExitCode::bug, "block " + std::to_string(block) + " came twice");
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
