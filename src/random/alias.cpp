#include "plim/random/alias.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

#include "plim/core/error.hpp"
#include "plim/random/philox.hpp"
#include "plim/random/wide.hpp"

namespace plim {
namespace {

constexpr std::size_t words_per_block = 256;
constexpr std::uint32_t tie_mark = 0x80000000;

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

AliasTable::AliasTable(std::span<const std::uint64_t> weights)
    : size_(weights.size()),
      bits_(bits_for(weights)),
      threshold_(std::size_t{1} << bits_),
      rest_(threshold_.size()),
      alias_(threshold_.size()) {
  const std::uint64_t sum = checked_sum(weights);
  const std::size_t columns = threshold_.size();
  std::vector<Wide> mass(columns, 0);  // in units of 1 / (columns * sum)
  std::vector<std::uint32_t> small, large;
  for (std::size_t k = 0; k < size_; ++k) mass[k] = Wide{weights[k]} * columns;
  for (std::size_t c = columns; c-- > 0;)
    (mass[c] < sum ? small : large).push_back(static_cast<std::uint32_t>(c));
  const auto settle = [&](std::uint32_t column, std::uint32_t alias) {
    const Wide digits = (mass[column] << (64 - bits_)) / sum;
    threshold_[column] = static_cast<std::uint32_t>(digits >> 32);
    rest_[column] = static_cast<std::uint32_t>(digits);
    alias_[column] = alias;
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
  std::vector<std::uint64_t> weights(p.size());
  std::transform(p.begin(), p.end(), weights.begin(),
                 [](double x) { return static_cast<std::uint64_t>(std::rint(x * 0x1p62)); });
  return AliasTable(weights);
}

std::uint32_t AliasTable::decide(const Address& address, std::uint64_t base, std::uint64_t i,
                                 std::uint32_t column) const {
  const Place place = place_of(i);
  return philox(address, base + place.counter, 1)[place.word] < rest_[column] ? column : alias_[column];
}

std::uint32_t AliasTable::pick(const Address& address, std::uint64_t base, std::uint64_t i) const {
  const Place place = place_of(i);
  const std::uint32_t word = philox(address, base + place.counter, 0)[place.word];
  const std::uint32_t column = word >> (32 - bits_);
  const std::uint32_t digits = word & ((std::uint32_t{1} << (32 - bits_)) - 1);
  if (digits == threshold_[column]) return decide(address, base, i, column);
  return digits < threshold_[column] ? column : alias_[column];
}

template <class Take>
void AliasTable::each(const Address& address, std::uint64_t base, std::uint64_t skip, std::uint64_t draws,
                      Take take) const {
  const auto kernel = random_kernels().alias;
  const AliasColumns columns{bits_, threshold_.data(), alias_.data()};
  const std::uint64_t end = skip + draws;
  std::array<std::uint32_t, words_per_block> symbols;
  for (std::uint64_t i = skip; i < end;) {
    const std::uint64_t block = i / words_per_block;
    const std::uint64_t stop = std::min(end, (block + 1) * words_per_block);
    kernel({address.key.bits, base + block * 64, address.replicate, address.sub, 0}, columns, symbols.data());
    for (; i < stop; ++i) {
      const std::uint32_t symbol = symbols[i % words_per_block];
      take((symbol & tie_mark) == 0 ? symbol : decide(address, base, i, symbol & ~tie_mark));
    }
  }
}

void AliasTable::count(const Address& address, std::uint64_t base, std::uint64_t skip, std::int64_t draws,
                       std::int64_t* counts, std::size_t stride) const {
  constexpr std::size_t in_cache = 1024;
  const auto n = static_cast<std::uint64_t>(draws);
  if (size_ > in_cache || n < 4 * size_) {
    each(address, base, skip, n, [counts, stride](std::uint32_t symbol) { ++counts[symbol * stride]; });
    return;
  }
  // Four tables in turn: the increment of a class need not wait for the store of the one just before it.
  std::array<std::int64_t, 4 * in_cache> table;
  std::fill_n(table.begin(), 4 * size_, 0);
  std::size_t turn = 0;
  each(address, base, skip, n, [&table, &turn](std::uint32_t symbol) {
    ++table[symbol * 4 + turn];
    turn = (turn + 1) % 4;
  });
  for (std::size_t k = 0; k < size_; ++k) {
    counts[k * stride] += table[4 * k] + table[4 * k + 1] + table[4 * k + 2] + table[4 * k + 3];
  }
}

void AliasTable::draw(const Address& address, std::uint64_t base, std::uint64_t skip,
                      std::span<std::int32_t> out) const {
  std::int32_t* next = out.data();
  each(address, base, skip, out.size(),
       [&next](std::uint32_t symbol) { *next++ = static_cast<std::int32_t>(symbol); });
}

double AliasTable::probability(std::size_t k) const {
  const double column = std::ldexp(1.0, -static_cast<int>(bits_));
  double p = 0;
  for (std::size_t c = 0; c < threshold_.size(); ++c) {
    const double digits = static_cast<double>(std::uint64_t{threshold_[c]} << 32 | rest_[c]);
    const double own = std::ldexp(digits, -64);  // of the whole, as digits count from 2^-64
    if (c == k) p += own;
    if (alias_[c] == k) p += column - own;
  }
  return p;
}

}  // namespace plim
