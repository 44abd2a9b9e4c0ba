#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "plim/estimators/evaluation/accuracy.hpp"
#include "plim/estimators/evaluation/cluster_bootstrap.hpp"
#include "plim/estimators/evaluation/ratio_mean.hpp"
#include "plim/random/fill.hpp"
#include "random_words.hpp"

// Groups of which one holds much of the weight, groups that are all alike, and values at the ends of doubles.
// Expected values by mpmath on the definitions.
namespace plim::evaluation_unequal_test {
namespace {

using namespace evaluation;

TEST(UnequalGroups, DegreesOfFreedom) {
  const RatioMean mean = ratio_mean({{18, 1, 3, 5}, {9, 1, 1, 1}});
  EXPECT_NEAR(mean.effective, 144.0 / 84, 1e-14);
  EXPECT_NEAR(mean.largest, 0.75, 1e-15);
  EXPECT_NEAR(mean.df, 5.0 / 7, 1e-14);
  EXPECT_NEAR(mean.se * mean.se, 59.0 / 432, 1e-14);
  EXPECT_NEAR(student_limits(mean, 0.95).lower, -10.329048079320611, 1e-9);
  EXPECT_NEAR(student_p(mean), 0.17024000592385144, 1e-12);
  // Equal groups are as many as they are, whatever their weight rounds to.
  for (const double w : {1.0, 0.1, 1.0 / 3, 7e5}) {
    const RatioMean equal = ratio_mean({{1, 2, 3, 4, 5, 6, 8}, std::vector(7, w)});
    EXPECT_EQ(equal.effective, 7);
    EXPECT_EQ(equal.df, 6);
  }
}

TEST(UnequalGroups, OneWithNearlyAllHasNoLimits) {
  const RatioMean mean = ratio_mean({{5e5, 1, 3, 2}, {1e6, 1, 1, 1}});
  EXPECT_GT(mean.se, 0);
  EXPECT_TRUE(std::isnan(student_limits(mean, 0.95).lower));
  EXPECT_FALSE(student_p(mean) <= 0.5);
}

TEST(UnequalGroups, WilsonByTheirDegreesOfFreedom) {
  // 18 of 20, 3 of 5, 4 of 5: var = 19/3600, worth 500/19 items, one degree of freedom.
  const RatioMean share = ratio_mean({{18, 3, 4}, {20, 5, 5}});
  EXPECT_NEAR(effective_items(share, 30), 500.0 / 19, 1e-10);
  EXPECT_NEAR(share_limits(share, 30, 0.95).lower, 0.09775093534931136, 1e-10);
  EXPECT_NEAR(share_limits(share, 30, 0.95).upper, 0.9956850431617764, 1e-10);
}

/// How often a 95 % interval holds the mean of 40 groups with normal means, of which the first has that share
/// of the weight.
double coverage_of_dominated(double share, int replicates) {
  constexpr std::size_t count = 40;
  int held = 0;
  for (int r = 0; r < replicates; ++r) {
    std::vector<double> values(128);
    fill_normal({{1710}, static_cast<std::uint64_t>(r), 0}, 0, values);
    values.resize(count);
    std::vector<double> weights(count, 1.0);
    weights[0] = share * (count - 1) / (1 - share);
    values[0] *= weights[0];
    const Limits limits = student_limits(ratio_mean({values, weights}), 0.95);
    held += limits.lower <= 0 && 0 <= limits.upper ? 1 : 0;
  }
  return held / static_cast<double>(replicates);
}

TEST(UnequalGroups, IntervalsOfADominatedMeanCover) {
  constexpr int replicates = 8000;
  // With G - 1 degrees 0.926, 0.893 and 0.683 of 100 000; 4.42 standard errors, as one choice of 100 000
  // fails.
  const double margin = 4.42 * std::sqrt(0.95 * 0.05 / replicates);
  EXPECT_NEAR(coverage_of_dominated(0.2, replicates), 0.939, margin);
  EXPECT_NEAR(coverage_of_dominated(0.3, replicates), 0.934, margin);
  EXPECT_NEAR(coverage_of_dominated(0.5, replicates), 0.958, margin);
}

TEST(UnequalGroups, MeanOfTasksThatShareThem) {
  // Of two tasks the first group has 3 of 4 and 2 of 3 items, 17/24 of the mean of means, and the second the
  // rest; to the mean they add -+(3/16 + 5/18).
  const std::vector<double> x = {1, 2, 3, 4, 5, 6, 8};
  const std::vector<RatioMean> means = {ratio_mean({{1, 2, 3, 4}, {1, 1, 1, 1}}),
                                        ratio_mean({{5, 6, 8}, {1, 1, 1}})};
  const std::vector<std::uint32_t> task = {0, 0, 0, 0, 1, 1, 1}, group = {0, 0, 0, 1, 0, 0, 1};
  const RatioMean macro = macro_mean_of_shared(x, {}, task, means, group, 2);
  EXPECT_NEAR(macro.value, 2.5 / 2 + 19.0 / 6, 1e-14);
  EXPECT_NEAR(macro.se, 2 * (3.0 / 16 + 5.0 / 18), 1e-14);
  EXPECT_NEAR(macro.df, 576.0 / 338 - 1, 1e-13);
}

TEST(AlikeGroups, SignTest) {
  EXPECT_EQ(sign_p(0), 1);
  EXPECT_EQ(sign_p(1), 1);
  EXPECT_EQ(sign_p(2), 0.5);
  EXPECT_EQ(sign_p(6), 1.0 / 32);
  EXPECT_EQ(sign_p(1'000'000'000), 0);
  // That of as many pairs, so that the exact interval leaves out 0 exactly where it is small.
  for (std::int64_t n = 2; n < 40; ++n) {
    EXPECT_NEAR(sign_p(n) / mcnemar(n, 0).p, 1, 1e-12);
    for (const double alpha : {0.1, 0.05, 0.01, 1e-6}) {
      const Limits limits = share_gap_limits(mcnemar(n, 0), n, 1 - alpha);
      EXPECT_EQ(sign_p(n) <= alpha, limits.lower > 0) << n << " " << alpha;
    }
  }
}

TEST(ExtremeValues, AreScaledByPowersOfTwo) {
  const double huge = std::numeric_limits<double>::max();
  for (const std::vector<double>& x :
       {std::vector{1e308, 1e308, 1.5e308}, {1e-300, 3e-300, 2e-300}, {huge, 0, -huge}}) {
    const double scale = safe_scale(x);
    int exponent = 0;
    EXPECT_EQ(std::frexp(scale, &exponent), 0.5);
    std::vector<double> scaled = x;
    for (double& v : scaled) v *= scale;
    const RatioMean mean = unscaled(ratio_mean(totals_of_items(scaled, {})), scale);
    const double expected = x[0] / 3 + x[1] / 3 + x[2] / 3;
    EXPECT_NEAR(mean.value, expected, 1e-15 * std::fabs(x[0]));
    EXPECT_GT(mean.se, 0.1 * std::fabs(x[0]) / 3);
    EXPECT_TRUE(std::isfinite(mean.se));
  }
  for (const std::vector<double>& x : {std::vector{1.0, 1e100}, {0.0}, {}, {1e-90, infinity}})
    EXPECT_EQ(safe_scale(x), 1);
}

TEST(Bootstrap, LimitsLeaveOutZeroExactlyWhereItsPIsSmall) {
  test::RandomWords random(41);
  int rejected = 0, held = 0;
  for (int table = 0; table < 400; ++table) {
    GroupTotals totals;
    const std::size_t groups = 3 + random() % 12;
    for (std::size_t g = 0; g < groups; ++g) {
      totals.weights.push_back(1 + random() % 3);
      totals.values.push_back(totals.weights.back() * (static_cast<int>(random() % 9) - 3));
    }
    for (const double level : {0.95, 0.9, 0.8}) {
      for (const std::uint32_t resamples : {199U, 200U, 500U}) {
        const BootstrapMean by =
            bootstrap_mean(totals, level, resamples, {{3}, static_cast<std::uint64_t>(table), 0});
        if (std::isnan(by.limits.lower)) continue;
        const bool outside = by.limits.lower > 0 || by.limits.upper < 0;
        EXPECT_EQ(by.p <= 1 - level + 1e-12, outside)
            << table << " " << level << " " << resamples << " " << by.p;
        (outside ? rejected : held) += 1;
      }
    }
  }
  EXPECT_GT(rejected, 50);
  EXPECT_GT(held, 50);
}

}  // namespace
}  // namespace plim::evaluation_unequal_test
