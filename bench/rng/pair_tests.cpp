#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "short_tests.hpp"

namespace plim::rng {
namespace {

/// A square of bits, a row a word.
using Square = std::array<std::uint64_t, 64>;

Square square_at(Words64 words, std::size_t at) {
  Square m;
  std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(at), 64, m.begin());
  return m;
}

/// Rows become columns, by halves of halves (Warren 2013, section 7-3).
void transpose(Square& m) {
  std::uint64_t mask = 0x00000000ffffffff;
  for (unsigned width = 32; width != 0; width /= 2, mask ^= mask << width) {
    for (unsigned k = 0; k < 64; k = (k + width + 1) & ~width) {
      const std::uint64_t swapped = (m[k] >> width ^ m[k + width]) & mask;
      m[k] ^= swapped << width;
      m[k + width] ^= swapped;
    }
  }
}

double squared(double x) { return x * x; }

/// Agreements of bit j of a word with bit k of the one `lag` later, for all j and k (j < k at lag 0): each
/// binomial (n, 1/2), uncorrelated and jointly nearly normal, so that the sum of squared deviates is
/// chi-squared.
template <std::size_t lag>
double bit_correlations(Words64 words) {
  std::vector<std::uint32_t> differ(64 * 64);
  std::size_t n = 0;
  for (std::size_t at = 0; at + 64 + lag <= words.size(); at += 64, n += 64) {
    Square a = square_at(words, at), b = square_at(words, at + lag);
    transpose(a);
    transpose(b);
    for (std::size_t j = 0; j < 64; ++j)
      for (std::size_t k = lag == 0 ? j + 1 : 0; k < 64; ++k)
        differ[64 * j + k] += static_cast<std::uint32_t>(std::popcount(a[j] ^ b[k]));
  }
  double statistic = 0;
  const double trials = static_cast<double>(n);
  for (std::size_t j = 0; j < 64; ++j)
    for (std::size_t k = lag == 0 ? j + 1 : 0; k < 64; ++k)
      statistic += squared(2.0 * differ[64 * j + k] - trials) / trials;
  return two_sided_chi_squared(statistic, lag == 0 ? 63 * 32 : 64 * 64);
}

/// Over the field of two elements.
int rank(Square m) {
  int rank = 0;
  for (std::size_t row = 0; row < 64; ++row) {
    const std::uint64_t pivot = m[row];
    if (pivot == 0) continue;
    ++rank;
    const std::uint64_t bit = pivot & (0 - pivot);
    for (std::size_t below = row + 1; below < 64; ++below) m[below] ^= (m[below] & bit) != 0 ? pivot : 0;
  }
  return rank;
}

/// Ranks of squares of 64 words (Marsaglia and Tsay 1985): P(rank 64 - s) = 2^-s^2 prod_{i > s}(1 - 2^-i) /
/// prod_{i <= s}(1 - 2^-i) but for a relative 2^-60.
double ranks(Words64 words) {
  std::vector<double> probability(5);
  double rest = 1;
  for (int s = 0; s < 4; ++s) {
    double p = std::ldexp(1.0, -s * s);
    for (int i = s + 1; i < 60; ++i) p *= 1 - std::ldexp(1.0, -i);
    for (int i = 1; i <= s; ++i) p /= 1 - std::ldexp(1.0, -i);
    rest -= probability[static_cast<std::size_t>(s)] = p;
  }
  probability[4] = rest;
  std::vector<std::int64_t> counts(5);
  for (std::size_t at = 0; at + 64 <= words.size(); at += 64)
    ++counts[static_cast<std::size_t>(std::min(4, 64 - rank(square_at(words, at))))];
  return two_sided_counts(counts, probability);
}

/// Ones in the differences of words 2^j apart, for every j: a sum of binomials (64, 1/2) each.
double distant_differences(Words64 words) {
  double statistic = 0, lags = 0;
  for (std::size_t lag = 1; lag <= words.size() / 2; lag *= 2, ++lags) {
    std::int64_t ones = 0, pairs = 0;
    for (std::size_t i = lag; i < words.size(); i = (i + 1) | lag, ++pairs)
      ones += std::popcount(words[i] ^ words[i - lag]);
    const double bits = 64.0 * static_cast<double>(pairs);
    statistic += squared(2 * static_cast<double>(ones) - bits) / bits;
  }
  return two_sided_chi_squared(statistic, lags);
}

/// Equal 16-bit values at a distance of 1 to 16: at each distance binomial (n, 2^-16), pairwise independent.
double near_matches(Words64 words) {
  std::vector<std::uint16_t> values;
  for (const std::uint64_t word : words)
    for (unsigned shift = 0; shift < 64; shift += 16)
      values.push_back(static_cast<std::uint16_t>(word >> shift));
  double matches = 0, mean = 0;
  for (std::size_t lag = 1; lag <= 16; ++lag) {
    std::uint32_t equal = 0;
    for (std::size_t i = 0; i + lag < values.size(); ++i) equal += values[i] == values[i + lag];
    matches += static_cast<double>(equal);
    mean += static_cast<double>(values.size() - lag) / 65536;
  }
  return two_sided_poisson(matches, mean);
}

/// Repeats among the spacings of 4096 birthdays in a year of 2^32 days (Marsaglia and Tsang 2002), the lower
/// halves of words, in all years together: nearly Poisson. n spacings make n^2 (n - 1) / (4 days) equal pairs
/// on average, and n^5 / (18 days^2) equal triples, in which a pair is no repeat of its own.
double birthdays(Words64 words) {
  constexpr std::size_t people = 4096;
  double repeats = 0, years = 0;
  std::array<std::uint32_t, people> day;
  for (std::size_t at = 0; at + people <= words.size(); at += people, ++years) {
    for (std::size_t i = 0; i < people; ++i) day[i] = static_cast<std::uint32_t>(words[at + i]);
    std::sort(day.begin(), day.end());
    for (std::size_t i = people - 1; i > 0; --i) day[i] -= day[i - 1];
    std::sort(day.begin(), day.end());
    for (std::size_t i = 1; i < people; ++i) repeats += day[i] == day[i - 1];
  }
  constexpr double n = people, days = 0x1p32;
  constexpr double mean = n * n * (n - 1) / (4 * days) - n * n * n * n * n / (18 * days * days);  // 3.996
  return two_sided_poisson(repeats, years * mean);
}

/// Pairs of words with the same upper 32 bits: pairwise independent, nearly Poisson (the collisions of Knuth
/// 1997, section 3.3.2 I, by pairs).
double collisions(Words64 words) {
  std::vector<std::uint32_t> values;
  for (const std::uint64_t word : words) values.push_back(static_cast<std::uint32_t>(word >> 32));
  std::sort(values.begin(), values.end());
  double pairs = 0, run = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    run = values[i] == values[i - 1] ? run + 1 : 0;
    pairs += run;
  }
  const double n = static_cast<double>(values.size());
  return two_sided_poisson(pairs, n * (n - 1) / 0x1p33);
}

constexpr ShortTest of_pairs[] = {{"bits within words", bit_correlations<0>},
                                  {"bits of neighbours", bit_correlations<1>},
                                  {"ranks of 64 x 64", ranks},
                                  {"distant differences", distant_differences},
                                  {"near matches", near_matches},
                                  {"birthday spacings", birthdays},
                                  {"collisions", collisions}};

}  // namespace

std::span<const ShortTest> pair_tests() { return of_pairs; }

}  // namespace plim::rng
