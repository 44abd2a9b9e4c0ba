#include "plim/numeric/quantile_ranks.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace plim::quantile_ranks_test {
namespace {

using Ranks = std::optional<QuantileRanks>;

Ranks ranks(std::int64_t lower, std::int64_t upper) { return QuantileRanks{lower, upper}; }

// By R 4.2's pbinom and qbinom.
TEST(QuantileRanks, AreThoseOfExactBinomialProbabilities) {
  EXPECT_EQ(quantile_ranks(6, 0.5, 0.95), ranks(1, 6));
  EXPECT_EQ(quantile_ranks(10, 0.5, 0.95), ranks(2, 9));
  EXPECT_EQ(quantile_ranks(11, 0.5, 0.95), ranks(2, 10));
  EXPECT_EQ(quantile_ranks(25, 0.5, 0.95), ranks(8, 18));
  EXPECT_EQ(quantile_ranks(100, 0.5, 0.95), ranks(40, 61));
  EXPECT_EQ(quantile_ranks(1000, 0.5, 0.95), ranks(469, 532));
  EXPECT_EQ(quantile_ranks(36, 0.9, 0.95), ranks(29, 36));
  EXPECT_EQ(quantile_ranks(50, 0.9, 0.95), ranks(41, 50));
  EXPECT_EQ(quantile_ranks(1'000'000, 0.25, 0.95), ranks(249152, 250850));
}

// 0.9^29 = 0.047 leaves 0.0029 for the other side, 0.9^28 = 0.052 nothing; 2^-4 = 0.0625 of five draws.
TEST(QuantileRanks, OneSideTakesWhatTheOtherLeaves) {
  EXPECT_EQ(quantile_ranks(30, 0.9, 0.95), ranks(22, 30));
  EXPECT_EQ(quantile_ranks(29, 0.9, 0.95), ranks(21, 29));
  EXPECT_EQ(quantile_ranks(28, 0.9, 0.95), std::nullopt);
  EXPECT_EQ(quantile_ranks(5, 0.5, 0.95), std::nullopt);
  EXPECT_EQ(quantile_ranks(5, 0.5, 0.93), ranks(1, 5));
  EXPECT_EQ(quantile_ranks(1, 0.5, 0.5), std::nullopt);
  EXPECT_EQ(quantile_ranks(0, 0.5, 0.95), std::nullopt);
  EXPECT_EQ(quantile_ranks(29, 0.1, 0.95), ranks(1, 9));  // the mirror image
}

/// P(lower <= K < upper) of K ~ binomial(n, p), by Pascal's sum.
double coverage(std::int64_t n, double p, const QuantileRanks& r) {
  std::vector<double> mass = {1};
  for (std::int64_t i = 0; i < n; ++i) {
    std::vector<double> next(mass.size() + 1);
    for (std::size_t k = 0; k < mass.size(); ++k) {
      next[k] += mass[k] * (1 - p);
      next[k + 1] += mass[k] * p;
    }
    mass = next;
  }
  double sum = 0;
  for (std::int64_t k = r.lower; k < r.upper; ++k) sum += mass[static_cast<std::size_t>(k)];
  return sum;
}

TEST(QuantileRanks, CoverAtLeastAtTheLevelWheneverTheRangeDoes) {
  for (const double p : {0.01, 0.1, 0.5, 0.75, 0.95}) {
    for (const double level : {0.5, 0.9, 0.95, 0.99}) {
      for (std::int64_t n = 1; n <= 120; ++n) {
        const Ranks r = quantile_ranks(n, p, level);
        const bool range = coverage(n, p, {1, n}) >= level;
        EXPECT_EQ(r.has_value(), range) << n << " " << p << " " << level;
        if (!r) continue;
        EXPECT_GE(coverage(n, p, *r), level - 1e-12) << n << " " << p << " " << level;
        EXPECT_TRUE(1 <= r->lower && r->lower < r->upper && r->upper <= n);
      }
    }
  }
}

}  // namespace
}  // namespace plim::quantile_ranks_test
