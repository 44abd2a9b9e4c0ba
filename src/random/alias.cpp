#include "plim/random/alias.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

#include "plim/core/error.hpp"
#include "plim/random/philox.hpp"

namespace plim {
namespace {

constexpr std::size_t words_per_block = 256;
constexpr std::size_t in_cache = 1024;  // classes of which four tables of counts fit the first cache
constexpr std::size_t few_draws = 24;   // that cost less one by one than the block that they are in
constexpr std::uint32_t tie_mark = 0x80000000;
constexpr std::size_t least_entries = 32;  // what the kernels load at once

/// The counter and the word of it that hold draw i: planes of 64 counters, two 32-bit words of each a plane.
struct Place {
  std::uint64_t counter;
  std::size_t word;
};
Place place_of(std::uint64_t i) {
  const std::uint64_t in_block = i % words_per_block;
  return {i / words_per_block * 64 + in_block % 128 / 2,
          static_cast<std::size_t>(in_block / 128 * 2 + in_block % 2)};
}

/// Of the columns, at least 1 so that no shift is by the width of a word.
unsigned bits_for(std::span<const std::uint64_t> weights) {
  if (weights.empty() || weights.size() > (std::size_t{1} << 20)) {
    throw Error(ExitCode::bug, "an alias table needs 1 to 2^20 weights");
  }
  return std::max(1U, static_cast<unsigned>(std::bit_width(weights.size() - 1)));
}

std::uint64_t checked_sum(std::span<const std::uint64_t> weights) {
  Wide sum = 0;
  for (const std::uint64_t w : weights) sum += w;
  if (sum == 0 || sum >> 63 != 0)
    throw Error(ExitCode::bug, "an alias table needs weights whose sum is in [1, 2^63)");
  return static_cast<std::uint64_t>(sum);
}

}  // namespace

AliasTable::AliasTable(std::span<const std::uint64_t> weights) {
  Scratch scratch;
  assign(weights, scratch);
}

void AliasTable::assign(std::span<const std::uint64_t> weights, Scratch& scratch) {
  size_ = weights.size();
  bits_ = bits_for(weights);
  const std::size_t columns = std::size_t{1} << bits_;
  entry_.assign(std::max(least_entries, columns), 0);
  rest_.assign(columns, 0);
  const std::uint64_t sum = checked_sum(weights);
  std::vector<Wide>& mass = scratch.mass_;  // in units of 1 / (columns * sum)
  mass.assign(columns, 0);
  std::vector<std::uint32_t>&small = scratch.small_, &large = scratch.large_;
  small.clear();
  large.clear();
  small.reserve(columns);
  large.reserve(columns);
  for (std::size_t k = 0; k < size_; ++k) mass[k] = Wide{weights[k]} * columns;
  for (std::size_t c = columns; c-- > 0;)
    (mass[c] < sum ? small : large).push_back(static_cast<std::uint32_t>(c));
  const auto settle = [&](std::uint32_t column, std::uint32_t alias) {
    // A full column has itself as alias: one digit less makes no difference, and fits.
    const Wide full = (Wide{1} << (64 - bits_)) - 1;
    const Wide digits = std::min(full, (mass[column] << (64 - bits_)) / sum);
    entry_[column] = static_cast<std::uint32_t>(digits >> 32) << bits_ | alias;
    rest_[column] = static_cast<std::uint32_t>(digits);
  };
  while (!small.empty()) {
    const std::uint32_t column = small.back(), donor = large.back();
    small.pop_back();
    settle(column, donor);
    mass[donor] -= sum - mass[column];
    if (mass[donor] < sum) {
      large.pop_back();
      small.push_back(donor);
    }
  }
  for (const std::uint32_t column : large) settle(column, column);  // exactly full
}

AliasTable AliasTable::from_probabilities(std::span<const double> p) {
  AliasTable table;
  Scratch scratch;
  table.assign_probabilities(p, scratch);
  return table;
}

void AliasTable::assign_probabilities(std::span<const double> p, Scratch& scratch) {
  scratch.weights_.resize(p.size());
  std::transform(p.begin(), p.end(), scratch.weights_.begin(),
                 [](double x) { return static_cast<std::uint64_t>(std::rint(x * 0x1p62)); });
  assign(scratch.weights_, scratch);
}

std::uint32_t AliasTable::decide(const Address& address, std::uint64_t base, std::uint64_t i,
                                 std::uint32_t column) const {
  const Place place = place_of(i);
  return philox(address, base + place.counter, 1)[place.word] < rest_[column] ? column : alias(column);
}

std::uint32_t AliasTable::pick(const Address& address, std::uint64_t base, std::uint64_t i) const {
  const Place place = place_of(i);
  const std::uint32_t word = philox(address, base + place.counter, 0)[place.word];
  const std::uint32_t column = word >> (32 - bits_);
  const std::uint32_t digits = word & ((std::uint32_t{1} << (32 - bits_)) - 1);
  if (digits == threshold(column)) return decide(address, base, i, column);
  return digits < threshold(column) ? column : alias(column);
}

/// Gives every draw to `take`, whole blocks of 256 without ties to `take_block`.
template <class Take, class TakeBlock>
void AliasTable::each(const Address& address, std::uint64_t base, std::uint64_t skip, std::uint64_t draws,
                      Take take, TakeBlock take_block) const {
  const auto kernel = random_kernels().alias;
  const AliasColumns columns{bits_, entry_.data()};
  const std::uint64_t end = skip + draws;
  std::array<std::uint32_t, words_per_block> symbols;
  for (std::uint64_t i = skip; i < end;) {
    const std::uint64_t block = i / words_per_block;
    const std::uint64_t stop = std::min(end, (block + 1) * words_per_block);
    const CounterRun run{address.key.bits, base + block * 64, address.replicate, address.sub, 0};
    const bool ties = kernel(run, columns, symbols.data());
    if (!ties && stop - i == words_per_block) {
      take_block(symbols.data());
      i = stop;
    }
    for (; i < stop; ++i) {
      const std::uint32_t symbol = symbols[i % words_per_block];
      take((symbol & tie_mark) == 0 ? symbol : decide(address, base, i, symbol & ~tie_mark));
    }
  }
}

/// Counts in four tables in turn: the increment of a class need not wait for the store of the one before it.
void AliasTable::count_in_turn(const Address& address, std::uint64_t base, std::uint64_t skip,
                               std::uint64_t draws, std::int64_t* counts, std::size_t stride) const {
  std::array<std::uint32_t, 4 * in_cache> table;
  std::uint32_t* const t0 = table.data();
  std::uint32_t* const t1 = t0 + size_;
  std::uint32_t* const t2 = t1 + size_;
  std::uint32_t* const t3 = t2 + size_;
  std::fill_n(t0, 4 * size_, 0);
  each(
      address, base, skip, draws, [t0](std::uint32_t symbol) { ++t0[symbol]; },
      [=](const std::uint32_t* symbols) {
        for (std::size_t i = 0; i < words_per_block; i += 4) {
          ++t0[symbols[i]];
          ++t1[symbols[i + 1]];
          ++t2[symbols[i + 2]];
          ++t3[symbols[i + 3]];
        }
      });
  for (std::size_t k = 0; k < size_; ++k) {
    counts[k * stride] += std::int64_t{t0[k]} + t1[k] + (std::int64_t{t2[k]} + t3[k]);
  }
}

void AliasTable::count(const Address& address, std::uint64_t base, std::uint64_t skip, std::int64_t draws,
                       std::int64_t* counts, std::size_t stride) const {
  constexpr std::uint64_t most = std::uint64_t{1} << 31;  // what the 32-bit tables hold
  auto left = static_cast<std::uint64_t>(draws);
  if (size_ > in_cache || left < 4 * size_) {
    const auto take = [counts, stride](std::uint32_t symbol) { ++counts[symbol * stride]; };
    each(address, base, skip, left, take, [take](const std::uint32_t* symbols) {
      for (std::size_t i = 0; i < words_per_block; ++i) take(symbols[i]);
    });
    return;
  }
  for (; left > 0; left -= std::min(left, most), skip += most) {
    count_in_turn(address, base, skip, std::min(left, most), counts, stride);
  }
}

void AliasTable::draw(const Address& address, std::uint64_t base, std::uint64_t skip,
                      std::span<std::int32_t> out) const {
  if (out.size() < few_draws) {
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<std::int32_t>(pick(address, base, skip + i));
    return;
  }
  std::int32_t* next = out.data();
  const auto take = [&next](std::uint32_t symbol) { *next++ = static_cast<std::int32_t>(symbol); };
  each(address, base, skip, out.size(), take, [&next](const std::uint32_t* symbols) {
    std::memcpy(next, symbols, words_per_block * sizeof *symbols);
    next += words_per_block;
  });
}

Wide AliasTable::share(std::size_t k) const {
  const Wide column = Wide{1} << (64 - bits_);
  Wide sum = 0;
  for (std::size_t c = 0; c < rest_.size(); ++c) {
    const Wide own = Wide{threshold(c)} << 32 | rest_[c];
    if (c == k) sum += own;
    if (alias(c) == k) sum += column - own;
  }
  return sum;
}

double AliasTable::probability(std::size_t k) const { return static_cast<double>(share(k)) * 0x1p-64; }

}  // namespace plim
