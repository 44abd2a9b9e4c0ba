#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "short_tests.hpp"

namespace plim::rng {
namespace {

constexpr std::size_t values_16 = 65536;

std::uint16_t part_16(std::uint64_t word, unsigned part) {
  return static_cast<std::uint16_t>(word >> 16 * part);
}

std::vector<std::int64_t> counts_of_bytes(Words64 words) {
  std::vector<std::int64_t> counts(256);
  for (const std::uint64_t word : words)
    for (unsigned shift = 0; shift < 64; shift += 8) ++counts[word >> shift & 0xff];
  return counts;
}

double bytes(Words64 words) {
  return two_sided_counts(counts_of_bytes(words), std::vector<double>(256, 1.0 / 256));
}

/// The most extreme byte of all (Bonferroni). A binomial's tails are lighter than the Poisson law's of the
/// same mean.
double one_byte(Words64 words) {
  double least = 1;
  for (const std::int64_t c : counts_of_bytes(words))
    least =
        std::min(least, two_sided_poisson(static_cast<double>(c), static_cast<double>(words.size()) / 32));
  return std::min(1.0, 256 * least);
}

/// The serial test of pairs of bytes that do not overlap (Knuth 1997, section 3.3.2 B).
double byte_pairs(Words64 words) {
  std::vector<std::int64_t> counts(values_16);
  for (const std::uint64_t word : words)
    for (unsigned part = 0; part < 4; ++part) ++counts[part_16(word, part)];
  return two_sided_counts(counts, std::vector<double>(values_16, 1.0 / values_16));
}

/// The gap test (Knuth 1997, section 3.3.2 D) of all 16-bit values at once: how far back the same value is, a
/// geometric number of probability 2^-16. Each value looks back at least over the longest gap told apart, so
/// that no start favours short ones. Gaps of different values hinder each other a little, so that the
/// statistic spreads slightly less than chi-squared.
double gaps(Words64 words) {
  constexpr std::size_t bins = 256, longest = 363409;  // (1 - 2^-16)^longest = 1/256
  std::vector<std::uint8_t> bin(longest + 1, bins - 1);
  std::vector<double> probability(bins);
  double survives = 1;
  for (std::size_t gap = 1; gap < longest; ++gap) {
    bin[gap] = static_cast<std::uint8_t>((1 - survives) * bins);
    probability[bin[gap]] += survives / values_16;
    survives *= 1 - 1.0 / values_16;
  }
  probability[bins - 1] += survives;
  std::vector<std::int64_t> counts(bins);
  std::vector<std::uint64_t> last(values_16);
  std::uint64_t now = longest;
  for (const std::uint64_t word : words) {
    for (unsigned part = 0; part < 4; ++part, ++now) {
      std::uint64_t& before = last[part_16(word, part)];
      if (now >= 2 * longest) ++counts[bin[std::min<std::uint64_t>(now - before, longest)]];
      before = now;
    }
  }
  return two_sided_counts(counts, probability);
}

/// Probabilities of 0 .. bits ones among fair bits.
std::vector<double> weight_law(unsigned bits) {
  std::vector<double> law(bits + 1);
  for (unsigned k = 0; k <= bits; ++k)
    law[k] = std::exp(std::lgamma(bits + 1.0) - std::lgamma(k + 1.0) - std::lgamma(bits - k + 1.0) -
                      bits * std::log(2.0));
  return law;
}

/// Numbers of ones in 64-bit words: binomial (64, 1/2).
double weights(Words64 words) {
  std::vector<std::int64_t> counts(65);
  for (const std::uint64_t word : words) ++counts[static_cast<unsigned>(std::popcount(word))];
  return two_sided_counts(counts, weight_law(64));
}

/// The same of the difference of words 2 i and 2 i + 1.
double weights_of_differences(Words64 words) {
  std::vector<std::int64_t> counts(65);
  for (std::size_t i = 0; i + 1 < words.size(); i += 2)
    ++counts[static_cast<unsigned>(std::popcount(words[i] ^ words[i + 1]))];
  return two_sided_counts(counts, weight_law(64));
}

/// Whether the numbers of ones of four words of `bits` in a row depend, each told as low, middle or high:
/// 81 cells (the Hamming weights of L'Ecuyer and Simard 1999, in coarser cells and longer runs).
template <unsigned bits>
double weight_runs(Words64 words) {
  constexpr std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  constexpr unsigned low = bits == 8 ? 3 : 15, high = bits == 8 ? 5 : 17;
  const auto level = [](unsigned ones) -> std::size_t { return ones <= low ? 0 : ones < high ? 1 : 2; };
  std::array<double, 3> share{};
  const std::vector<double> law = weight_law(bits);
  for (unsigned k = 0; k <= bits; ++k) share[level(k)] += law[k];
  std::vector<double> probability(81);
  for (std::size_t cell = 0; cell < 81; ++cell)
    probability[cell] = share[cell / 27] * share[cell / 9 % 3] * share[cell / 3 % 3] * share[cell % 3];
  std::vector<std::int64_t> counts(81);
  std::size_t cell = 0;
  unsigned length = 0;
  for (const std::uint64_t word : words) {
    for (unsigned shift = 0; shift < 64; shift += bits) {
      cell = cell * 3 + level(static_cast<unsigned>(std::popcount(word >> shift & mask)));
      if (++length < 4) continue;
      ++counts[cell];
      cell = length = 0;
    }
  }
  return two_sided_counts(counts, probability);
}

constexpr ShortTest of_counts[] = {{"bytes", bytes},
                                   {"one byte", one_byte},
                                   {"byte pairs", byte_pairs},
                                   {"gaps of 16 bits", gaps},
                                   {"weights of words", weights},
                                   {"weights of differences", weights_of_differences},
                                   {"weight runs, 8 bits", weight_runs<8>},
                                   {"weight runs, 32 bits", weight_runs<32>}};

}  // namespace

std::span<const ShortTest> count_tests() { return of_counts; }

}  // namespace plim::rng
