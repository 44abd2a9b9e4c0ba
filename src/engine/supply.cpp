#include "plim/engine/supply.hpp"

#include <algorithm>

namespace plim {
namespace {

std::vector<std::uint64_t> ends_of(std::span<const BlockRange> ranges) {
  std::vector<std::uint64_t> ends;
  for (const BlockRange& r : ranges) ends.push_back((ends.empty() ? 0 : ends.back()) + r.last - r.first);
  return ends;
}

/// The range that a block is in, counted over all of them.
std::size_t range_of(const std::vector<std::uint64_t>& ends, std::uint64_t block) {
  return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), block) - ends.begin());
}

}  // namespace

RangeSupply::RangeSupply(std::span<const BlockRange> ranges) : ranges_(ranges), ends_(ends_of(ranges)) {}

std::optional<Job> RangeSupply::next() {
  const std::uint64_t order = next_.fetch_add(1, std::memory_order_relaxed);
  if (order >= most()) return std::nullopt;
  const std::size_t range = range_of(ends_, order);
  return Job{ranges_[range].scenario, ranges_[range].last - (ends_[range] - order), order};
}

WorkUnits::WorkUnits(std::vector<BlockRange> ranges, std::uint64_t units)
    : ranges_(std::move(ranges)),
      ends_(ends_of(ranges_)),
      units_(std::max<std::uint64_t>(1, std::min(units, blocks()))) {}

/// Whole parts and remainders apart, so that no product is too large.
std::uint64_t WorkUnits::begin(std::uint64_t unit) const {
  return blocks() / units_ * unit + blocks() % units_ * unit / units_;
}

std::vector<BlockRange> WorkUnits::unit(std::uint64_t unit) const {
  std::vector<BlockRange> list;
  const std::uint64_t last = begin(unit + 1);
  for (std::uint64_t at = begin(unit); at < last;) {
    const std::size_t range = range_of(ends_, at);
    const BlockRange& r = ranges_[range];
    const std::uint64_t end = std::min(last, ends_[range]);
    list.push_back({r.scenario, r.last - (ends_[range] - at), r.last - (ends_[range] - end)});
    at = end;
  }
  return list;
}

}  // namespace plim
