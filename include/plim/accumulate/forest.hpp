#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "plim/accumulate/record.hpp"

namespace plim {

/// Merges block records by the binary counter's forest: node(level, i) = node(level-1, 2i) + node(level-1,
/// 2i+1), and the total folds the roots from left to right. The shape depends on the number of blocks alone,
/// so any order of arrival gives the same bytes. Memory O(records in flight x log blocks).
class Forest {
 public:
  /// Takes the record of one block; a block must come once.
  void put(std::uint64_t block, Record record);
  /// How far blocks may be merged of which it is not known yet if they are to be in the total: into nodes of
  /// `most` blocks (a power of two), and of no more than one of `parts` of the blocks before them.
  /// No node has blocks on both sides of a fence that is not settled, so that the total of the blocks before
  /// it remains possible too.
  struct Reach {
    std::uint64_t most = 1, parts = 1;
    std::span<const std::uint64_t> fences = {};  // blocks before each
  };
  /// Takes time by what has come, or become mergeable, since the last call, unless the reach is another.
  /// Merges siblings: of blocks 0 .. `settled` - 1 into nodes of any size, of later ones within reach. So
  /// totals remain possible of `settled` blocks, and of all at which a turn of that length ends beyond.
  void merge(Reach reach, std::uint64_t settled);
  /// The total of blocks 0 .. blocks-1, all of which must have come, and been merged so far.
  Record total(std::uint64_t blocks) const;
  /// Records held at present.
  std::size_t held() const noexcept { return nodes_.size(); }

 private:
  using Place = std::pair<unsigned, std::uint64_t>;  // level, index
  void merge_up(Place place, const Reach& reach, std::uint64_t settled);
  std::vector<Place> pairs_of(unsigned level, std::uint64_t begin, std::uint64_t end) const;

  std::map<Place, Record> nodes_;
  std::vector<std::uint64_t> fresh_;  // blocks since the last merge
  std::uint64_t settled_ = 0;         // then
  std::vector<std::uint64_t> fences_;
};

}  // namespace plim
