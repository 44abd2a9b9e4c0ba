#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "plim/estimators/evaluation/accuracy.hpp"
#include "plim/estimators/evaluation/cluster_bootstrap.hpp"
#include "plim/estimators/evaluation/power.hpp"
#include "plim/estimators/evaluation/ratio_mean.hpp"
#include "plim/random/fill.hpp"

// Expected values: exact fractions by hand or Python's fractions, quantiles of Student's t from mpmath's
// incomplete beta function, limits and p values from the papers named beside them.
namespace plim::evaluation_test {
namespace {

using namespace evaluation;
using Groups = std::vector<std::uint32_t>;

constexpr double close = 1e-13;

TEST(Evaluation, RatioOfGroupsOfUnequalWeight) {
  // m = 20/11, var = 712/43923, df = 11^2/39 - 1
  const RatioMean mean = ratio_mean({{3, 5, 10, 2}, {2, 3, 5, 1}});
  EXPECT_NEAR(mean.value, 20.0 / 11, close);
  EXPECT_NEAR(mean.se * mean.se, 712.0 / 43923, close);
  EXPECT_NEAR(mean.df, 82.0 / 39, close);
  EXPECT_NEAR(mean.effective, 121.0 / 39, close);
  EXPECT_NEAR(mean.largest, 5.0 / 11, close);
  EXPECT_EQ(mean.groups, 4);
  const Limits limits = student_limits(mean, 0.95);
  EXPECT_NEAR(limits.lower, 1.2951990722622936, 1e-12);
  EXPECT_NEAR(limits.upper, 2.3411645641013428, 1e-12);
  EXPECT_NEAR(student_p(mean), 0.0039661005873587086, 1e-14);
}

TEST(Evaluation, ItemsClustersAndBlocksOfOneSample) {
  const std::vector<double> x = {1, 2, 3, 4, 5, 6, 7};
  const RatioMean items = ratio_mean(totals_of_items(x, {}));
  EXPECT_NEAR(items.se * items.se, 2.0 / 3, close);  // the variance 14/3 over 7
  EXPECT_NEAR(student_limits(items, 0.95).lower, 2.0021048397085991, 1e-12);
  // Sums 3, 12, 13 of 2, 3, 2 items, in any order of the items and with a group that has none.
  const std::vector<double> mixed = {6, 1, 5, 2, 3, 7, 4};
  const RatioMean clusters = ratio_mean(totals_of_groups(mixed, {}, Groups{3, 0, 1, 0, 1, 3, 1}, 4));
  EXPECT_EQ(clusters.groups, 3);
  EXPECT_NEAR(clusters.se * clusters.se, 75.0 / 49, close);
  EXPECT_NEAR(student_limits(clusters, 0.95).upper, 9.6550357267468423, 1e-11);
  EXPECT_NEAR(student_p(clusters), 0.090718545278224932, 1e-13);
  // 1 2 3 and 4 5 6 7
  const RatioMean blocks = ratio_mean(totals_of_blocks(x, {}, 3));
  EXPECT_EQ(blocks.groups, 2);
  EXPECT_NEAR(blocks.se * blocks.se, 144.0 / 49, close);
  EXPECT_NEAR(student_limits(blocks, 0.95).lower, -20.048323556362155, 1e-10);
}

TEST(Evaluation, TokensWeighItems) {
  // The same totals as sums over documents: 3 of 2 tokens, 5 of 3, ...
  const std::vector<double> loss = {3, 4, 1, 10, 2}, tokens = {2, 2, 1, 5, 1};
  const RatioMean mean = ratio_mean(totals_of_groups(loss, tokens, Groups{0, 1, 1, 2, 3}, 4));
  EXPECT_NEAR(mean.se * mean.se, 712.0 / 43923, close);
}

TEST(Evaluation, WhereThereIsNoError) {
  EXPECT_TRUE(std::isnan(ratio_mean({{3}, {2}}).se));
  EXPECT_EQ(ratio_mean({{3}, {2}}).value, 1.5);
  const double inf = std::numeric_limits<double>::infinity();
  const RatioMean infinite = ratio_mean(totals_of_groups(std::vector{1.0, inf, 2.0}, {}, Groups{0, 0, 1}, 2));
  EXPECT_EQ(infinite.value, inf);
  EXPECT_TRUE(std::isnan(infinite.se));
  EXPECT_TRUE(std::isnan(student_limits(infinite, 0.95).lower));
  const RatioMean equal = ratio_mean({std::vector(1000, 0.1), std::vector(1000, 1.0)});
  EXPECT_EQ(equal.se, 0);
  EXPECT_TRUE(std::isnan(student_limits(equal, 0.95).lower));
  EXPECT_TRUE(std::isnan(student_p(equal)));
  EXPECT_EQ(student_p(ratio_mean({{0, 0, 0}, {1, 1, 1}})), 1);
  EXPECT_TRUE(std::isnan(ratio_mean({}).value));
}

TEST(Evaluation, WilsonAsPublished) {
  // Newcombe (1998), table I: Wilson's limits at 95 % of 81/263, 15/148, 0/20 and 1/29.
  const auto limits = [](double hits, double n) {
    RatioMean share;
    share.value = hits / n;
    share.groups = static_cast<std::int64_t>(n);
    share.se = std::sqrt(share.value * (1 - share.value) / (n - 1));
    return share_limits(share, share.groups, 0.95);
  };
  EXPECT_NEAR(limits(81, 263).lower, 0.2553, 5e-5);
  EXPECT_NEAR(limits(81, 263).upper, 0.3662, 5e-5);
  EXPECT_NEAR(limits(15, 148).lower, 0.0624, 5e-5);
  EXPECT_NEAR(limits(15, 148).upper, 0.1605, 5e-5);
  EXPECT_EQ(limits(0, 20).lower, 0);
  EXPECT_NEAR(limits(0, 20).upper, 0.1611, 5e-5);
  EXPECT_NEAR(limits(1, 29).lower, 0.0061, 5e-5);
  EXPECT_NEAR(limits(1, 29).upper, 0.1718, 5e-5);
}

TEST(Evaluation, AccuracyByClusters) {
  // 8, 7, 6, 5, 4 right of 8 each: var = 1/128, so that 40 items are worth 24.
  const RatioMean share = ratio_mean({{8, 7, 6, 5, 4}, {8, 8, 8, 8, 8}});
  EXPECT_NEAR(effective_items(share, 40), 24, 1e-10);
  const Limits limits = share_limits(share, 40, 0.95);
  EXPECT_NEAR(limits.lower, 0.46723917762418871, 1e-12);
  EXPECT_NEAR(limits.upper, 0.91120648233188023, 1e-12);
  // All right: as many as there are clusters, never 1 -+ 0.
  const RatioMean all = ratio_mean({{8, 8, 8, 8, 8}, {8, 8, 8, 8, 8}});
  EXPECT_NEAR(share_limits(all, 40, 0.95).lower, 0.39343289918287612, 1e-12);
  EXPECT_EQ(share_limits(all, 40, 0.95).upper, 1);
  EXPECT_TRUE(std::isnan(share_limits(ratio_mean({{8}, {8}}), 8, 0.95).lower));
  // Clusters that are more alike than chance are worth no more items than there are.
  EXPECT_EQ(effective_items(ratio_mean({{4, 4, 4}, {8, 8, 8}}), 24), 24);
}

TEST(Evaluation, McNemarByTheBinomialTable) {
  EXPECT_NEAR(mcnemar(1, 9).p, 0.021484375, 1e-16);  // 22/1024
  EXPECT_NEAR(mcnemar(15, 5).p, 0.04138946533203125, 1e-15);
  EXPECT_NEAR(mcnemar(0, 5).p, 0.0625, 1e-16);
  EXPECT_NEAR(mcnemar(30, 12).p, 0.007915897334896727, 1e-15);
  EXPECT_NEAR(mcnemar(1000, 1100).p, 0.030720707864242296, 1e-13);
  for (const auto& [b, c] : {std::pair{0, 0}, {3, 3}, {4, 3}}) EXPECT_EQ(mcnemar(b, c).p, 1);
  const McNemar of = mcnemar(std::vector<double>{1, 1, 0, 0, 1}, std::vector<double>{1, 0, 0, 1, 0});
  EXPECT_EQ(of.only_first, 2);
  EXPECT_EQ(of.only_second, 1);
}

TEST(Evaluation, GapsOfSharesHaveAWidth) {
  // No pair differs: 0 of 40, whose exact upper limit of one share is 0.0881; of two more.
  RatioMean none = ratio_mean({std::vector(40, 0.0), std::vector(40, 1.0)});
  const Limits limits = share_gap_limits(none, 0.95);
  EXPECT_GT(limits.upper, 0.0881);
  EXPECT_LT(limits.upper, 0.15);
  EXPECT_NEAR(limits.lower, -limits.upper, 1e-12);
  none.value = 0.5;  // half of every group, which shows no error and is no whole pair
  EXPECT_TRUE(std::isnan(share_gap_limits(none, 0.95).lower));
}

TEST(Evaluation, PowerAndGroupsNeeded) {
  RatioMean gap;
  gap.value = 0.1;
  gap.se = 1;
  gap.df = 9;
  gap.groups = 10;
  // P(T > q - d) + P(T < -q - d) = 0.8 by mpmath
  EXPECT_NEAR(detectable_gap(gap, 0.05, 0.8), 3.1447233127516627, 1e-12);
  gap.df = 99;
  EXPECT_NEAR(detectable_gap(gap, 0.05, 0.8), 2.8294744011108350, 1e-12);
  gap.df = 49;
  EXPECT_NEAR(detectable_gap(gap, 1e-17, 0.001), 9.9119818761570561, 1e-10);
  gap.df = 9;
  gap.se = 0.05;
  EXPECT_EQ(groups_needed(gap, 0.05, 0.8), 22);
  gap.se = 0.01;
  EXPECT_EQ(groups_needed(gap, 0.05, 0.8), 3);
  gap = {-0.02, 0.02, 49, 50};
  EXPECT_EQ(groups_needed(gap, 0.05, 0.8), 395);
  gap.value = 0;
  EXPECT_FALSE(groups_needed(gap, 0.05, 0.8));
}

TEST(Evaluation, FalseDiscoveryAsPublished) {
  // Benjamini and Hochberg (1995), section 4.1: 15 tests of which four are rejected at 0.05.
  const std::vector<double> p = {0.0344, 0.0001, 0.0459, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278,
                                 0.0298, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};
  const std::vector<double> adjusted = false_discovery(p);
  EXPECT_EQ(std::count_if(adjusted.begin(), adjusted.end(), [](double q) { return q <= 0.05; }), 4);
  EXPECT_NEAR(adjusted[0], 0.0645, close);
  EXPECT_NEAR(adjusted[1], 0.0015, close);
  EXPECT_NEAR(adjusted[5], 0.035625, close);
  EXPECT_NEAR(adjusted[7], 0.06385714285714286, close);  // by the one above it
  EXPECT_EQ(adjusted.back(), 1);
  const std::vector<double> with_none = false_discovery(std::vector{0.02, std::nan(""), 0.01});
  EXPECT_NEAR(with_none[2], 0.02, close);
  EXPECT_TRUE(std::isnan(with_none[1]));
}

TEST(Evaluation, MacroMeans) {
  const std::vector<RatioMean> tasks = {{1, 0.1, 4, 5}, {2, 0.2, 9, 10}};
  const RatioMean macro = macro_mean(tasks);
  EXPECT_NEAR(macro.value, 1.5, close);
  EXPECT_NEAR(macro.se, 0.11180339887498948, close);
  EXPECT_NEAR(macro.df, 12.328767123287671, 1e-11);
  // Three documents with an item in each of two tasks: var = 13/12.
  const std::vector<double> x = {1, 2, 3, 4, 5, 9};
  const std::vector<RatioMean> means = {ratio_mean({{1, 2, 3}, {1, 1, 1}}),
                                        ratio_mean({{4, 5, 9}, {1, 1, 1}})};
  const RatioMean shared =
      macro_mean_of_shared(x, {}, Groups{0, 0, 0, 1, 1, 1}, means, Groups{0, 1, 2, 0, 1, 2}, 3);
  EXPECT_NEAR(shared.value, 4, close);
  EXPECT_NEAR(shared.se * shared.se, 13.0 / 12, close);
  EXPECT_EQ(shared.df, 2);
}

TEST(Evaluation, BootstrapOfGroups) {
  // Of 200 normal groups se and limits are nearly those of Student's t; of two there are no limits.
  std::vector<double> x(256);
  fill_normal({{77}, 0, 0}, 0, x);
  const GroupTotals totals{x, std::vector<double>(x.size(), 1.0)};
  const RatioMean mean = ratio_mean(totals);
  const BootstrapMean by = bootstrap_mean(totals, 0.95, 4000, {{5}, 0, 0});
  EXPECT_NEAR(by.se / mean.se, 1, 0.06);
  EXPECT_NEAR(by.limits.lower, student_limits(mean, 0.95).lower, 0.25 * mean.se);
  EXPECT_NEAR(by.limits.upper, student_limits(mean, 0.95).upper, 0.25 * mean.se);
  EXPECT_NEAR(by.p, student_p(mean), 0.05);
  const BootstrapMean again = bootstrap_mean(totals, 0.95, 4000, {{5}, 0, 0});
  EXPECT_EQ(again.limits.lower, by.limits.lower);
  // Twice the totals and the weights, which are then not 1, and the resamples in another order.
  std::vector<double> twice = x;
  for (double& v : twice) v *= 2;
  const auto backwards = [](std::uint64_t count, const std::function<void(std::uint64_t)>& job) {
    while (count > 0) job(--count);
  };
  const BootstrapMean other =
      bootstrap_mean({twice, std::vector<double>(x.size(), 2.0)}, 0.95, 4000, {{5}, 0, 0}, backwards);
  EXPECT_EQ(other.se, by.se);
  EXPECT_EQ(other.limits.lower, by.limits.lower);
  EXPECT_EQ(other.limits.upper, by.limits.upper);
  EXPECT_EQ(other.p, by.p);
  EXPECT_TRUE(std::isnan(bootstrap_mean({{1, 2}, {1, 1}}, 0.95, 1000, {{5}, 0, 0}).limits.lower));
  EXPECT_TRUE(std::isnan(bootstrap_mean({{1, 1}, {1, 1}}, 0.95, 1000, {{5}, 0, 0}).se));
}

/// Documents of 8 tokens whose losses share a normal effect as large as their own noise. Equal documents and
/// normal effects make the clustered t exact.
struct Documents {
  static constexpr std::size_t count = 24, length = 8;
  std::vector<double> losses;
  Groups document;

  explicit Documents(std::uint64_t replicate) {
    std::vector<double> normal(256);
    fill_normal({{2024}, replicate, 0}, 0, normal);
    for (std::size_t d = 0; d < count; ++d) {
      for (std::size_t i = 0; i < length; ++i) {
        losses.push_back(normal[d] + normal[count + d * length + i]);
        document.push_back(static_cast<std::uint32_t>(d));
      }
    }
  }
};

template <class LimitsOf>
double coverage(int replicates, LimitsOf limits_of) {
  int held = 0;
  for (int r = 0; r < replicates; ++r) {
    const Limits limits = limits_of(Documents(static_cast<std::uint64_t>(r)));
    held += limits.lower <= 0 && 0 <= limits.upper ? 1 : 0;
  }
  return held / static_cast<double>(replicates);
}

TEST(Evaluation, ClusteredIntervalsCoverAndNaiveOnesDoNot) {
  constexpr int replicates = 4000;
  // 4.42 standard errors of a coverage 0.95: a right interval fails once in 100 000 choices of the key.
  const double margin = 4.42 * std::sqrt(0.95 * 0.05 / replicates);
  const auto clustered = [](const Documents& d) {
    return student_limits(ratio_mean(totals_of_groups(d.losses, {}, d.document, Documents::count)), 0.95);
  };
  const auto naive = [](const Documents& d) {
    return student_limits(ratio_mean(totals_of_items(d.losses, {})), 0.95);
  };
  EXPECT_NEAR(coverage(replicates, clustered), 0.95, margin);
  EXPECT_LT(coverage(replicates, naive), 0.7);  // true: 0.65, as its error is 1/2.1 of the right one
  const auto bootstrap = [](const Documents& d) {
    return bootstrap_mean(totals_of_groups(d.losses, {}, d.document, Documents::count), 0.95, 1000,
                          {{9}, 0, 0})
        .limits;
  };
  // Near its level, not exactly: 0.02 beside 4.42 standard errors.
  EXPECT_NEAR(coverage(1000, bootstrap), 0.95, 0.02 + 4.42 * std::sqrt(0.95 * 0.05 / 1000));
}

}  // namespace
}  // namespace plim::evaluation_test
