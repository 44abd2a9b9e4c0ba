#include "plim/estimators/sample/bootstrap.hpp"

#include <cmath>

#include "plim/views/mean_m2.hpp"
#include "sample.hpp"

// The bootstrap against the exact law of resamples.
namespace plim::bootstrap_test {
namespace {

double median_of(const Sorted::One& s, double order) { return s.quantile(order); }
double mean_of(const Sorted::One& s, double) { return mean_m2_of(s.x, s.times, s.n).mean; }

Arguments resamples(std::int64_t count) {
  Arguments options;
  options.set("resamples", count);
  return options;
}

Cell bootstrapped(const Sorted::One& s, const SampleStatistic& statistic, double level, std::int64_t count,
                  const Address& own = {}) {
  Bootstrap::Workspace workspace;
  Cell cell;
  Bootstrap(level, resamples(count)).write(cell, s, statistic, own, workspace);
  return cell;
}

const std::vector<double> three = {1, 2, 4}, twice = {2, 2, 2};

// Of the 27 resamples of 1, 2, 4 the median is 1 in 7, 2 in 13, 4 in 7: sd sqrt(171/27 - (61/27)^2). At 40
// 000 resamples its relative error is 0.3 %; 5 of them are left, which a right bootstrap misses with chance
// 1e-6.
TEST(Bootstrap, StandardErrorOfTheMedianIsThatOfAllResamples) {
  const double exact = std::sqrt(171.0 / 27 - std::pow(61.0 / 27, 2));
  EXPECT_NEAR(bootstrapped({3, three, {}}, {median_of, 0.5}, 0.9, 40'000).se, exact, 0.015 * exact);
  // 7/27 = 0.259 lies at 1: the tails of 0.5 are not there, those of 0.3 are.
  const Cell half = bootstrapped({3, three, {}}, {median_of, 0.5}, 0.5, 40'000),
             narrow = bootstrapped({3, three, {}}, {median_of, 0.5}, 0.3, 40'000);
  EXPECT_EQ(half.lo, 1);
  EXPECT_EQ(half.hi, 4);
  EXPECT_EQ(narrow.lo, 2);
  EXPECT_EQ(narrow.hi, 2);
}

// sqrt((n-1)/n) s/sqrt n; with each value twice n = 6 and the sum of squares is double. Relative errors of
// 0.4 %, 5 of them: chance 1e-6.
TEST(Bootstrap, StandardErrorOfTheMeanOfListedAndOfCountedValues) {
  const double variance = 14.0 / 9;  // of 1, 2, 4, divisor 3
  EXPECT_NEAR(bootstrapped({3, three, {}}, {mean_of}, 0.9, 40'000).se, std::sqrt(variance / 3), 0.02);
  EXPECT_NEAR(bootstrapped({6, three, twice}, {mean_of}, 0.9, 40'000).se, std::sqrt(variance / 6), 0.012);
}

// More draws than are made at once.
TEST(Bootstrap, LongSamples) {
  std::vector<double> x(10'000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i);
  const double exact = std::sqrt((1e8 - 1) / 12 / 1e4);  // sd of 0 .. n-1 over sqrt n
  EXPECT_NEAR(bootstrapped({10'000, x, {}}, {mean_of}, 0.95, 2000).se, exact, 0.08 * exact);  // 5 s.e.
}

TEST(Bootstrap, ResamplesBelongToTheAddress) {
  const Address one{{7}, 3, 0}, other{{7}, 4, 0};
  const auto limits = [](const Address& own) {
    const Cell c = bootstrapped({3, three, {}}, {mean_of}, 0.6, 37, own);
    return std::vector<double>{c.se, c.lo, c.hi};
  };
  EXPECT_EQ(limits(one), limits(one));
  EXPECT_NE(limits(one), limits(other));
}

// scipy 1.10's stats.bootstrap(method = "percentile") of 200 000 resamples has for this sample the medians
// 1.55, 8.125 (se 2.065), the means 2.365, 20.865 (se 5.259; exactly 5.2358), the sds 1.757, 26.751
// (se 8.496).
TEST(Bootstrap, AgreesWithScipy) {
  test::Sample sample(std::vector<double>{3.1, -0.4, 7.25, 2.2, 2.2, 11.5, 0.9, 4.75, 3.3, 58.0});
  const auto run = [&sample](const std::string& name) {
    Knowns knowns;
    knowns.estimand = name;
    knowns.interval = IntervalRequest{0.95, "bootstrap_percentile"};
    return test::estimated(sample, name, knowns, resamples(100'000)).cells[0];
  };
  const Cell median = run("median"), mean = run("mean"), sd = run("sd");
  EXPECT_EQ(median.value, 3.2);
  EXPECT_EQ(median.lo, 1.55);
  EXPECT_EQ(median.hi, 8.125);
  EXPECT_NEAR(median.se, 2.065, 0.04);
  EXPECT_NEAR(mean.se, 5.2358, 0.06);
  EXPECT_NEAR(mean.lo, 2.365, 0.03);
  EXPECT_NEAR(mean.hi, 20.865, 0.15);
  EXPECT_NEAR(sd.lo, 1.757, 0.03);
  EXPECT_NEAR(sd.hi, 26.751, 0.05);
}

TEST(Bootstrap, NothingWithoutSpread) {
  const std::vector<double> constant = {3, 3, 3};
  const Cell cell = bootstrapped({3, constant, {}}, {mean_of}, 0.95, 20);
  EXPECT_EQ(cell.se, 0);
  EXPECT_TRUE(std::isnan(cell.lo) && std::isnan(cell.hi));
}

}  // namespace
}  // namespace plim::bootstrap_test
