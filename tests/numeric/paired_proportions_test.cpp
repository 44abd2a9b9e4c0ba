#include "plim/numeric/paired_proportions.hpp"

#include <functional>

#include "plim/numeric/special.hpp"
#include "support.hpp"

namespace plim::paired_proportions_test {
namespace {

/// A lower limit of p - q from the pairs that only the first, and only the second, has.
using LowerLimit = std::function<double(int first, int second, int n, double tail)>;

double paired_lower(int first, int second, int n, double tail) {
  return paired_difference_limits(first, second, n, tail).lower;
}

/// The share of the first by Clopper and Pearson, the number of pairs that differ taken as known.
double lower_given_discordant(int first, int second, int n, double tail) {
  const double share = first > 0 ? special::beta_quantile(first, second + 1, tail) : 0;
  return (2 * share - 1) * (first + second) / n;
}

/// Root in the difference of the score statistic (Tango 1998, Statistics in Medicine 17, 891).
double tango_lower(int first, int second, int n, double tail) {
  const double z = -special::normal_quantile(tail);
  double rejected = -1, above = (first - second) / static_cast<double>(n);
  for (int i = 0; i < 50; ++i) {
    const double d = (rejected + above) / 2;
    const double b = -first - second + (2 * n - first + second) * d;
    const double q = (std::sqrt(std::fmax(0, b * b + 8 * n * second * d * (1 - d))) - b) / (4 * n);
    const double sd = std::sqrt(std::fmax(0, n * (2 * q + d * (1 - d))));
    (first - second - n * d > z * sd ? rejected : above) = d;
  }
  return rejected;
}

double log_choose(int n, int k) {
  return special::log_gamma(n + 1.0) - special::log_gamma(k + 1.0) - special::log_gamma(n - k + 1.0);
}

/// P(X = k), X binomial (n, p).
double mass(int n, int k, double p) {
  if (p == 0 || p == 1) return k == (p == 0 ? 0 : n) ? 1 : 0;
  return std::exp(log_choose(n, k) + k * std::log(p) + (n - k) * std::log1p(-p));
}

/// The largest probability, over a grid of p and q with rare, common and one-sided differences, of outcomes
/// whose limit passes p - q: sums of trinomial masses. `most` pairs differ at most; those beyond have no
/// noticeable probability on the grid.
double worst_tail(const LowerLimit& limit, int n, int most, double tail) {
  std::vector<std::vector<double>> limits(most + 1);
  for (int differ = 0; differ <= most; ++differ) {
    for (int first = 0; first <= differ; ++first)
      limits[differ].push_back(limit(first, differ - first, n, tail));
  }
  double worst = 0;
  for (double expected = 0.1; expected < n; expected *= 1.4) {
    if (most < n && expected + 7 * std::sqrt(expected) >= most) break;
    const double rate = expected / n;
    for (const double share : {0.,  .002, .005, .01, .02, .035, .05, .1, .2, .3,  .4,
                               .45, .49,  .5,   .51, .55, .6,   .7,  .8, .9, .97, 1.}) {
      const double truth = rate * (2 * share - 1) + 1e-12;
      double passed = 0;
      for (int differ = 0; differ <= most; ++differ) {
        const double of_differ = mass(n, differ, rate);
        if (of_differ < 1e-12) continue;
        for (int first = 0; first <= differ; ++first) {
          if (limits[differ][first] > truth) passed += of_differ * mass(differ, first, share);
        }
      }
      worst = std::fmax(worst, passed);
    }
  }
  return worst;
}

// Over finer grids (up to 157 values of s, 33 to 82 of r), with tails of 0.01, 0.005 and 5e-4 and 30, 100,
// 300 and 1000 pairs, the largest is 0.85 to 0.97 times the tail.
TEST(PairedProportions, ExactTailsAreAtMostTheNominal) {
  const auto expect_kept = [](int n, int most, double tail) {
    const double ours = worst_tail(paired_lower, n, most, tail);
    EXPECT_LE(ours, tail) << n;
    EXPECT_GT(ours, 0.4 * tail) << n;
  };
  for (const double tail : {0.25, 0.01, 5e-4}) expect_kept(30, 30, tail);
  expect_kept(100, 60, 5e-4);
  expect_kept(300, 60, 0.005);
}

// What the enumeration must see: limits that hold the number of discordant pairs fixed, and Tango's.
TEST(PairedProportions, LiberalLimitsAreSeen) {
  for (const int n : {30, 100}) {
    EXPECT_GT(worst_tail(lower_given_discordant, n, n, 0.01), 0.2) << n;
    EXPECT_GT(worst_tail(tango_lower, n, n, 0.01), 0.015) << n;
  }
}

// The definition in 30 digits (mpmath 1.2): quantiles by bisection, the least by nested grids, of 20 in 20 at
// its edge.
TEST(PairedProportions, KnownValues) {
  struct Case {
    std::int64_t first, second, n;
    double tail, lower, upper;
  };
  const Case cases[] = {{6, 1, 20, 0.01, -0.12651320900119035, 0.59373250813155344},
                        {12, 7, 100, 0.01, -0.069947427007039013, 0.18222513172836093},
                        {80, 40, 4000, 0.005, 0.0025658659327476204, 0.018134352828593412},
                        {60, 60, 4000, 5e-4, -0.01001858768313048, 0.01001858768313048},
                        {0, 621, 1000, 0.01, -0.66034442633493727, -0.5804878479192328},
                        {0, 0, 500, 0.005, -0.011908944845857198, 0.011908944845857198},
                        {16, 4, 50, 0.005, -0.0060088165382946375, 0.49534404775449467},
                        {20, 0, 20, 0.01, 0.49326624038585344, 1},
                        {1, 30, 300, 1e-5, -0.19284514984189164, -0.020940931899956428}};
  for (const Case& c : cases) {
    const Limits limits = paired_difference_limits(c.first, c.second, c.n, c.tail);
    EXPECT_NEAR(limits.lower, c.lower, 1e-12) << c.first << " " << c.second;
    EXPECT_NEAR(limits.upper, c.upper, 1e-12) << c.first << " " << c.second;
  }
}

// P(at least `first` of the pairs that differ; s = 1/2), summed term by term.
TEST(PairedProportions, ZeroIsOutsideExactlyIfTheSignTestRejects) {
  for (const double tail : {0.25, 0.01, 1e-4}) {
    for (const int differ : {1, 2, 3, 4, 5, 7, 8, 14, 15, 40}) {
      double chance = 0;
      for (int first = differ; first >= 0; --first) {
        chance += mass(differ, first, 0.5);
        if (std::fabs(chance / tail - 1) < 1e-12) continue;  // 0.25 itself
        const Limits limits = paired_difference_limits(first, differ - first, 100, tail);
        EXPECT_EQ(limits.lower > 0, chance < tail) << first << " of " << differ;
        const Limits mirrored = paired_difference_limits(differ - first, first, 100, tail);
        EXPECT_EQ(mirrored.upper, -limits.lower);
        EXPECT_EQ(mirrored.lower, -limits.upper);
      }
    }
  }
}

// Half widths over those of the normal law with the right standard error. Of Clopper-Pearson limits of both
// kinds, half the tail each, they are 1.58, 1.60, 1.23, 1.49 and 1.19.
TEST(PairedProportions, TheyAreLittleWiderThanWalds) {
  const auto relative = [](std::int64_t first, std::int64_t second, std::int64_t n) {
    const double size = static_cast<double>(n), d = static_cast<double>(first - second) / size;
    const double se = std::sqrt((static_cast<double>(first + second) / size - d * d) / size);
    const Limits limits = paired_difference_limits(first, second, n, 0.01);
    return (limits.upper - limits.lower) / 2 / (-special::normal_quantile(0.01) * se);
  };
  EXPECT_LT(relative(80, 40, 4000), 1.12);
  EXPECT_LT(relative(60, 60, 4000), 1.12);
  EXPECT_LT(relative(120, 0, 4000), 1.14);
  EXPECT_LT(relative(1000000, 1001000, 10000000), 1.01);
  EXPECT_LT(relative(0, 621, 1000), 1.13);
}

}  // namespace
}  // namespace plim::paired_proportions_test
