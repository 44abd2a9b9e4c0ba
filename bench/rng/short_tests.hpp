#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace plim::rng {

/// What one test of the short battery says: the probability under independent uniform bits of a statistic as
/// far out on its side, times 2.
struct Finding {
  std::string_view test;
  double p;
};

/// Probability of a statistic as far out, times 2, at most 1: chi-squared, Poisson.
double two_sided_chi_squared(double statistic, double degrees);
double two_sided_poisson(double count, double mean);

/// Pearson's (1900) statistic of counts that are expected to be total * probability; cells with less than 10
/// expected are taken together. Two-sided: a generator may also be too even.
double two_sided_pearson(std::span<const std::uint64_t> counts, std::span<const double> probability);

using Words64 = std::span<const std::uint64_t>;

/// Tests of how often values occur, and of the order of values.
void count_tests(Words64 words, std::vector<Finding>& findings);
/// Tests of how values agree, and of linear dependence of bits.
void pair_tests(Words64 words, std::vector<Finding>& findings);
/// All of them; at least 2^18 words.
std::vector<Finding> short_battery(Words64 words);

}  // namespace plim::rng
