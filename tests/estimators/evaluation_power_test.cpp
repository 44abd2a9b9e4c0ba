#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "plim/estimators/evaluation/accuracy.hpp"
#include "plim/estimators/evaluation/mcnemar_power.hpp"
#include "plim/estimators/evaluation/power.hpp"

// Expected values: sums of exact binomial tails by Python's integers and scipy, on the definitions; items
// needed by trying all numbers up to 1.4 times the normal formula's.
namespace plim::evaluation_power_test {
namespace {

using namespace evaluation;

TEST(McNemarPower, IsThatOfTheExactTest) {
  EXPECT_NEAR(mcnemar_power({0.2, 0.08}, 150, 0.05), 0.7685390964318285, 1e-10);
  EXPECT_NEAR(mcnemar_power({0.3, 0.1}, 40, 0.01), 0.19860968736746604, 1e-10);
  EXPECT_NEAR(mcnemar_power({0.1, 0.1}, 100, 0.05), 0.029440205993088303, 1e-10);
  EXPECT_NEAR(mcnemar_power({0.08, 0.2}, 150, 0.05), 0.7685390964318285, 1e-10);
  // Six pairs of which all differ are 1 of 64 if they are alike: the least that rejects.
  EXPECT_EQ(mcnemar_power({1, 0}, 5, 0.05), 0);
  EXPECT_EQ(mcnemar_power({1, 0}, 6, 0.05), 1);
  // By hand: 2/64 of six pairs that all differ, where both are alike.
  EXPECT_NEAR(mcnemar_power({0.5, 0.5}, 6, 0.05), 1.0 / 32, 1e-15);
  EXPECT_EQ(mcnemar_power({0, 0}, 100, 0.05), 0);
}

TEST(McNemarPower, PairsNeeded) {
  const auto needed = [](double first, double second, double n) {
    return pairs_needed({first / n, second / n}, 0.05, 0.8).value_or(0);
  };
  EXPECT_EQ(needed(10, 4, 50), 161);
  EXPECT_EQ(needed(4, 0, 20), 39);
  EXPECT_EQ(needed(6, 1, 60), 137);
  EXPECT_EQ(needed(30, 18, 200), 548);
  EXPECT_EQ(needed(3, 2, 50), 2043);
  EXPECT_EQ(needed(1, 0, 1), 6);
  // Where all pairs differ, the power falls with some pairs: from these numbers on it stays.
  EXPECT_EQ(needed(30, 10, 40), 35);
  EXPECT_EQ(needed(55, 45, 100), 820);
  EXPECT_NEAR(needed(10, 9, 19), 2891, 0.01 * 2891);  // by the formula
  EXPECT_GE(mcnemar_power({0.75, 0.25}, 30, 0.05), 0.8);
  EXPECT_LT(mcnemar_power({0.75, 0.25}, 34, 0.05), 0.8);
  // By the formula: the exact power there is 0.8 to three digits.
  EXPECT_NEAR(mcnemar_power({0.01, 0.009}, *pairs_needed({0.01, 0.009}, 0.05, 0.8), 0.05), 0.8, 1e-3);
  EXPECT_FALSE(pairs_needed({0.1, 0.1}, 0.05, 0.8));
  EXPECT_FALSE(pairs_needed({0, 0}, 0.05, 0.8));
  EXPECT_FALSE(pairs_needed({1e-9, 1.0000001e-9}, 0.05, 0.8));
}

TEST(McNemarPower, DetectableGaps) {
  EXPECT_NEAR(*detectable_share_gap(14.0 / 50, 50, 0.05, 0.8), 0.2111040273901266, 1e-6);
  EXPECT_NEAR(*detectable_share_gap(48.0 / 200, 200, 0.05, 0.8), 0.09948612974946404, 1e-6);
  EXPECT_FALSE(detectable_share_gap(0.2, 20, 0.05, 0.8));  // 4 that differ on average, of 6 that it takes
  EXPECT_FALSE(detectable_share_gap(0, 20, 0.05, 0.8));
  // Of very many the formula's: the exact power at it is 0.8 to two digits.
  const double gap = *detectable_share_gap(0.1, 100000, 0.05, 0.8);
  EXPECT_NEAR(mcnemar_power({0.05 + gap / 2, 0.05 - gap / 2}, 100000, 0.05), 0.8, 3e-3);
}

TEST(McNemarPower, EndsAtAnyLevelAndPower) {
  for (const double alpha : {1e-300, 1e-17, 0.05, 0.9}) {
    for (const double power : {0.91, 1 - 1e-15}) {
      for (const PairShares shares : {PairShares{0.3, 0.1}, {0.001, 0}, {0.6, 0.4}, {1, 0}}) {
        const std::int64_t needed = pairs_needed(shares, alpha, power).value_or(0);
        EXPECT_GE(mcnemar_power(shares, needed, alpha), power - 2e-12) << alpha << " " << power;
        EXPECT_LT(needed, 20'000'000);
      }
    }
  }
}

TEST(StudentsPower, EndsAtAnyLevelAndPower) {
  for (const double df : {0.001, 0.5, 30.0}) {
    const RatioMean gap{0.1, 1, df, 10};
    EXPECT_GT(groups_needed(gap, 1e-300, 0.9).value_or(0), 100000);  // about (37 + 1.3)^2 0.1^-2 10
    const double found = detectable_gap(gap, 1e-300, 0.9);
    EXPECT_TRUE(std::isnan(found) || found > 37);
  }
}

TEST(Unanimous, LimitsOfTheMeanOfTasks) {
  const auto lower = [](std::vector<std::int64_t> n) { return unanimous_limits(n, true, 0.95).lower; };
  EXPECT_NEAR(lower({7}), std::pow(0.025, 1.0 / 7), 1e-12);  // Clopper and Pearson (1934)
  EXPECT_NEAR(lower({4, 4}), std::pow(0.025, 1.0 / 8), 1e-12);
  // The least mean of p, q, r with p^2 q^5 r^10 >= 0.025, by mpmath; a grid of 400^2 points has 0.69143.
  EXPECT_NEAR(lower({2, 5, 10}), 0.69129639446, 1e-10);
  const Limits none = unanimous_limits(std::vector<std::int64_t>{2, 5, 10}, false, 0.95);
  EXPECT_EQ(none.lower, 0);
  EXPECT_NEAR(none.upper, 1 - 0.69129639446, 1e-10);
}

}  // namespace
}  // namespace plim::evaluation_power_test
