#include "plim/study/team.hpp"

#include <algorithm>
#include <utility>

namespace plim {
namespace {

// A piece is at most the half of what each rank would get of the rest (after Polychronopoulos and Kuck 1987).
constexpr std::uint64_t pieces_of_rest = 2;
constexpr std::uint64_t most_blocks = 65'536;  // blocks

}  // namespace

Handout::Handout(std::vector<BlockRange> ranges, int ranks)
    : ranges_(std::move(ranges)), ranks_(static_cast<std::uint64_t>(ranks)) {
  for (const BlockRange& range : ranges_) left_ += range.last - range.first;
}

std::uint64_t Handout::left() const {
  const std::lock_guard lock(mutex_);
  return left_;
}

std::vector<BlockRange> Handout::take(std::uint64_t most) {
  const std::lock_guard lock(mutex_);
  std::uint64_t wanted = std::min(most, std::max<std::uint64_t>(1, left_ / (pieces_of_rest * ranks_)));
  std::vector<BlockRange> piece;
  while (wanted > 0 && at_ < ranges_.size()) {
    BlockRange& range = ranges_[at_];
    const std::uint64_t blocks = std::min(wanted, range.last - range.first);
    if (blocks > 0) piece.push_back({range.scenario, range.first, range.first + blocks});
    range.first += blocks;
    wanted -= blocks;
    left_ -= blocks;
    if (range.first == range.last) ++at_;
  }
  return piece;
}

GrantedSupply::GrantedSupply(Ask ask, int threads, Stop stop)
    : QueuedSupply({static_cast<std::uint64_t>(threads), most_blocks}, threads, std::move(stop)),
      ask_(std::move(ask)) {}

QueuedSupply::Lots GrantedSupply::fetch(std::uint64_t most, bool) {
  Lots got;
  std::vector<BlockRange> blocks = ask_(most);
  got.over = blocks.empty();
  if (!got.over) got.lots.push_back({0, std::move(blocks)});
  return got;
}

}  // namespace plim
