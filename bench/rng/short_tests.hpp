#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace plim::rng {

using Words64 = std::span<const std::uint64_t>;

/// A test of the short battery and its p-value: the probability under independent uniform bits of a statistic
/// as far out on its side, times 2. At least 2^19 words, so that every pair of bytes is expected 20 times.
struct ShortTest {
  std::string_view name;
  double (*p)(Words64 words);
};

/// How often values occur, and in what order.
std::span<const ShortTest> count_tests();
/// How values agree, and whether bits depend linearly.
std::span<const ShortTest> pair_tests();
/// All of them.
std::vector<ShortTest> short_tests();

/// Two-sided p-values of a chi-squared statistic, of a Poisson count, and of counts that are expected to be
/// total * probability. The last by the likelihood ratio: at levels like 1e-9 Pearson's statistic of classes
/// with 50 draws rejects a right law 4 times too often, G never more than 1.05 times (sums of Poisson
/// laws).
double two_sided_chi_squared(double statistic, double degrees);
double two_sided_poisson(double count, double mean);
double two_sided_counts(std::span<const std::int64_t> counts, std::span<const double> probability);

}  // namespace plim::rng
