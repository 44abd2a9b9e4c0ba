#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/views/sequence.hpp"

namespace plim {

/// How often each block of `length` neighbouring symbols occurs that does, all n - length + 1 of them, which
/// overlap: in the order of the alphabet. And how often each context does, the block without its last symbol.
struct BlockCounts {
  static constexpr const char* name = "block_counts";
  std::size_t length, lanes;
  const std::vector<std::int64_t>* blocks;    // [lanes]
  const std::vector<std::int64_t>* contexts;  // [lanes], counted only where a symbol follows

  struct One {
    std::span<const std::int64_t> blocks, contexts;
  };
  One one(std::size_t lane) const noexcept { return {blocks[lane], contexts[lane]}; }
};

/// Counts blocks whose length is the argument "length"; K to that power is below 2^63 (blocks_fit). By a
/// table of all blocks where that is short, else by sorting. O(n) or O(n log n) a lane.
class BlocksOfSequence {
 public:
  BlocksOfSequence(std::size_t lanes, const Arguments& arguments);
  static std::size_t footprint(const SampleSize& size, const Arguments& arguments);
  const BlockCounts& operator()(const Sequence& sequence);

 private:
  void count(const Sequence::One& sequence);
  void count_in_table(std::size_t K);
  void count_sorted(std::size_t K);
  void add(std::uint64_t code, std::int64_t times, std::size_t K);

  std::size_t length_, lane_ = 0;
  std::vector<std::uint64_t> codes_;
  std::vector<std::int64_t> table_;
  std::uint64_t context_ = 0;
  std::vector<std::vector<std::int64_t>> blocks_, contexts_;  // [lanes]
  BlockCounts view_{};
};

/// True if blocks of that length over K symbols can be numbered.
bool blocks_fit(std::size_t K, std::int64_t length) noexcept;

}  // namespace plim
