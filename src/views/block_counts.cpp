#include "plim/views/block_counts.hpp"

#include <algorithm>
#include <cmath>

namespace plim {
namespace {

/// K^length as far as it matters: whether it is small beside something.
double number_of_blocks(std::size_t K, std::size_t length) noexcept {
  return std::pow(static_cast<double>(K), static_cast<double>(length));
}

}  // namespace

bool blocks_fit(std::size_t K, std::int64_t length) noexcept {
  return number_of_blocks(K, static_cast<std::size_t>(length)) < 0x1p63;
}

BlocksOfSequence::BlocksOfSequence(std::size_t lanes, const Arguments& arguments)
    : length_(static_cast<std::size_t>(arguments.integer("length"))), blocks_(lanes), contexts_(lanes) {}

std::size_t BlocksOfSequence::footprint(const SampleSize& size, const Arguments& arguments) {
  const double all = number_of_blocks(size.K, static_cast<std::size_t>(arguments.integer("length")));
  const double occurring = std::fmin(static_cast<double>(size.n), all);
  return static_cast<std::size_t>(2 * occurring * sizeof(std::int64_t));
}

const BlockCounts& BlocksOfSequence::operator()(const Sequence& sequence) {
  for (lane_ = 0; lane_ < sequence.lanes; ++lane_) {
    blocks_[lane_].clear();
    contexts_[lane_].clear();
    count(sequence.one(lane_));
  }
  view_ = {length_, sequence.lanes, blocks_.data(), contexts_.data()};
  return view_;
}

void BlocksOfSequence::count(const Sequence::One& sequence) {
  codes_.clear();
  if (sequence.x.size() < length_) return;
  const std::uint64_t K = sequence.K;
  std::uint64_t first = 1, code = 0;  // first: what the first symbol of a block counts
  for (std::size_t i = 1; i < length_; ++i) first *= K;
  for (std::size_t i = 0; i < sequence.x.size(); ++i) {
    if (i >= length_) code -= first * static_cast<std::uint64_t>(sequence.x[i - length_]);
    code = code * K + static_cast<std::uint64_t>(sequence.x[i]);
    if (i + 1 >= length_) codes_.push_back(code);
  }
  constexpr double short_table = 4096;
  const double all = number_of_blocks(sequence.K, length_);
  if (all <= std::fmax(short_table, 4 * static_cast<double>(codes_.size()))) {
    table_.assign(static_cast<std::size_t>(all), 0);
    count_in_table(sequence.K);
  } else {
    count_sorted(sequence.K);
  }
}

void BlocksOfSequence::count_in_table(std::size_t K) {
  for (const std::uint64_t code : codes_) ++table_[code];
  for (std::size_t code = 0; code < table_.size(); ++code) {
    if (table_[code] > 0) add(code, table_[code], K);
  }
}

void BlocksOfSequence::count_sorted(std::size_t K) {
  std::sort(codes_.begin(), codes_.end());
  for (auto from = codes_.begin(); from != codes_.end();) {
    const auto to = std::upper_bound(from, codes_.end(), *from);
    add(*from, to - from, K);
    from = to;
  }
}

void BlocksOfSequence::add(std::uint64_t code, std::int64_t times, std::size_t K) {
  blocks_[lane_].push_back(times);
  std::vector<std::int64_t>& contexts = contexts_[lane_];
  if (contexts.empty() || code / K != context_) {
    context_ = code / K;
    contexts.push_back(0);
  }
  contexts.back() += times;
}

}  // namespace plim
