#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "plim/accumulate/record.hpp"

namespace plim {

/// Merges block records by the binary counter's forest: node(level, i) = node(level-1, 2i) + node(level-1,
/// 2i+1), and the total folds the roots from left to right. The shape depends on the number of blocks alone,
/// so any order of arrival gives the same bytes. Memory O(records in flight x log blocks).
class Forest {
 public:
  /// Takes the record of one block; a block must come once.
  void put(std::uint64_t block, Record record);
  /// The total of blocks 0 .. blocks-1, all of which must have come.
  Record total(std::uint64_t blocks) const;
  /// Records held at present.
  std::size_t held() const noexcept { return nodes_.size(); }

 private:
  std::map<std::pair<unsigned, std::uint64_t>, Record> nodes_;  // (level, index)
};

}  // namespace plim
