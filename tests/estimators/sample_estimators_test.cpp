#include <cmath>
#include <limits>

#include "plim/views/mean_m2.hpp"
#include "plim/views/sorted.hpp"
#include "sample.hpp"

// Estimators without a model against R 4.2: mean, sd, var, median, quantile(type = 7), mean(trim = ), t.test.
namespace plim::sample_estimators_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> ten = {3.1, -0.4, 7.25, 2.2, 2.2, 11.5, 0.9, 4.75, 3.3, 58.0};

Knowns of(const std::string& estimand, std::optional<double> number = {}, const std::string& method = "",
          double level = 0.95) {
  Knowns knowns;
  knowns.estimand = estimand;
  knowns.number = number;
  if (method != "none") knowns.interval = IntervalRequest{level, method};
  return knowns;
}

Arguments share(double value) {
  Arguments options;
  options.set("share", value);
  return options;
}

test::Estimated run(const std::vector<double>& x, const std::string& name, const Knowns& knowns,
                    const Arguments& options = {}) {
  test::Sample sample(x);
  return test::estimated(sample, name, knowns, options);
}

void expect_cell(const test::Estimated& e, double value, double se, double lo, double hi) {
  ASSERT_EQ(e.cells.size(), 1U) << e.refusal;
  const auto near = [](double x, double y) {
    return std::isnan(y) ? std::isnan(x) : std::fabs(x - y) <= 1e-13 * std::fabs(y) || x == y;
  };
  EXPECT_TRUE(near(e.cells[0].value, value)) << e.cells[0].value;
  EXPECT_TRUE(near(e.cells[0].se, se)) << e.cells[0].se;
  EXPECT_TRUE(near(e.cells[0].lo, lo)) << e.cells[0].lo;
  EXPECT_TRUE(near(e.cells[0].hi, hi)) << e.cells[0].hi;
}

TEST(SampleEstimators, MeanWithStudentsAndNormalIntervals) {
  const double se = 17.45260566346597 / std::sqrt(10.0);
  expect_cell(run(ten, "mean", of("mean")), 9.28, se, -3.2048419885431167, 21.764841988543118);
  expect_cell(run(ten, "mean", of("mean", {}, "t", 0.9)), 9.28, se, -0.83694752589988075, 19.396947525899879);
  expect_cell(run(ten, "mean", of("mean", {}, "normal")), 9.28, se, -1.5370382909866631, 20.097038290986663);
  expect_cell(run(ten, "mean", of("mean", {}, "none")), 9.28, se, not_given, not_given);
  EXPECT_EQ(run(ten, "mean", of("mean", {}, "wilson")).refusal,
            "mean has no interval method \"wilson\"; it has \"t\", \"normal\", \"bootstrap_percentile\"");
}

TEST(SampleEstimators, VarianceAndSd) {
  expect_cell(run(ten, "variance", of("variance", {}, "none")), 304.59344444444446, not_given, not_given,
              not_given);
  expect_cell(run(ten, "sd", of("sd", {}, "none")), 17.45260566346597, not_given, not_given, not_given);
}

TEST(SampleEstimators, QuantilesAreOfTypeSeven) {
  const double none = not_given;
  expect_cell(run(ten, "median", of("median")), 3.2, none, 0.9, 11.5);  // ranks 2 and 9
  expect_cell(run(ten, "quantile", of("quantile", 0.1, "none")), 0.77, none, none, none);
  expect_cell(run(ten, "quantile", of("quantile", 0.25, "none")), 2.2, none, none, none);
  expect_cell(run(ten, "quantile", of("quantile", 0.9, "none")), 16.149999999999984, none, none, none);
  expect_cell(run(ten, "quantile", of("quantile", 0.9)), 16.149999999999984, none, none,
              none);  // n too small
  EXPECT_EQ(run(ten, "quantile", of("quantile")).refusal, "quantile needs an order: of = { quantile = 0.9 }");
}

// The standard error agrees with scipy 1.10's mstats.trimmed_stde too.
TEST(SampleEstimators, TrimmedMean) {
  expect_cell(run(ten, "trimmed_mean", of("mean"), share(0.2)), 3.8, 1.1943927637398319, 0.72971565691493279,
              6.8702843430850866);
  expect_cell(run(ten, "trimmed_mean", of("mean"), share(0.1)), 4.4, 1.5857930455558609, 0.65019530647143053,
              8.1498046935285686);
  expect_cell(run(ten, "trimmed_mean", of("median"), share(0.25)), 3.8, 1.1943927637398319,
              0.72971565691493279, 6.8702843430850866);
  const double se = 17.45260566346597 / std::sqrt(10.0);  // nothing is left out of ten
  expect_cell(run(ten, "trimmed_mean", of("mean"), share(0.09)), 9.28, se, -3.2048419885431167,
              21.764841988543118);
}

// Above a bound, not at it. Clopper and Pearson's limits of 2 of 10 by R's binom.test, Wilson's by prop.test.
TEST(SampleEstimators, ProportionAboveABound) {
  const double se = std::sqrt(0.2 * 0.8 / 10);
  expect_cell(run(ten, "proportion", of("tail_probability", 7.25, "clopper_pearson")), 0.2, se,
              0.025210726326833407, 0.5560954623076414);
  expect_cell(run(ten, "proportion", of("tail_probability", 7.25)), 0.2, se, 0.056682151454375279,
              0.50983752846335817);
  EXPECT_EQ(run(ten, "proportion", of("tail_probability", 58)).status, Status::boundary);
  EXPECT_EQ(run(ten, "proportion", of("tail_probability", -1)).cells[0].value, 1);
}

const std::vector<std::pair<std::string, Knowns>> all = {{"mean", of("mean")},
                                                         {"median", of("median")},
                                                         {"variance", of("variance")},
                                                         {"sd", of("sd")},
                                                         {"quantile", of("quantile", 0.3)},
                                                         {"trimmed_mean", of("mean")},
                                                         {"proportion", of("tail_probability", 1)}};

test::Estimated any(const std::vector<double>& x, const std::pair<std::string, Knowns>& of) {
  return run(x, of.first, of.second, of.first == "trimmed_mean" ? share(0.2) : Arguments{});
}

TEST(SampleEstimators, SamplesWithoutAnObservationOrNumberHaveAStatus) {
  const double nan = std::nan("");
  for (const auto& of : all) {
    EXPECT_EQ(any({}, of).status, Status::empty) << of.first;
    EXPECT_EQ(any({1, nan, 2}, of).status, Status::invalid) << of.first;
    EXPECT_EQ(any({nan}, of).status, Status::invalid) << of.first;
  }
}

TEST(SampleEstimators, OneObservationHasNoSpread) {
  for (const auto& of : all) {
    const test::Estimated e = any({2.5}, of);
    const bool spread = of.first == "variance" || of.first == "sd";
    EXPECT_EQ(e.status_name(), spread ? "undefined" : of.first == "proportion" ? "boundary" : "regular");
    if (of.first == "proportion") continue;
    EXPECT_TRUE(spread ? std::isnan(e.cells[0].value) : e.cells[0].value == 2.5) << of.first;
    EXPECT_TRUE(std::isnan(e.cells[0].se) && std::isnan(e.cells[0].lo)) << of.first;
  }
}

// No standard error of 0 is turned into an interval; the order statistics' is a point.
TEST(SampleEstimators, ConstantSamples) {
  const std::vector<double> constant(20, 4.5);
  for (const auto& of : all) {
    const test::Estimated e = any(constant, of);
    const bool spread = of.first == "variance" || of.first == "sd";
    if (of.first == "proportion") continue;
    EXPECT_EQ(e.status, Status::regular) << of.first;
    EXPECT_EQ(e.cells[0].value, spread ? 0 : 4.5) << of.first;
    const bool ranks = of.first == "median" || of.first == "quantile";
    EXPECT_TRUE(ranks ? e.cells[0].lo == 4.5 && e.cells[0].hi == 4.5 : std::isnan(e.cells[0].lo)) << of.first;
  }
}

TEST(SampleEstimators, InfiniteObservations) {
  const std::vector<double> tails = {-infinity, 1, 2, 3, 4, 5, infinity};
  EXPECT_EQ(run(tails, "mean", of("mean")).status, Status::invalid);
  EXPECT_EQ(run(tails, "sd", of("sd")).status, Status::invalid);
  expect_cell(run(tails, "median", of("median")), 3, not_given, -infinity, infinity);  // ranks 1 and 7
  EXPECT_EQ(run(tails, "quantile", of("quantile", 0.99)).status, Status::infinite);
  expect_cell(run(tails, "trimmed_mean", of("mean", {}, "none"), share(0.2)), 3, std::sqrt(21.0) / 5,
              not_given, not_given);
  EXPECT_EQ(run(tails, "trimmed_mean", of("mean"), share(0.1)).status, Status::invalid);
}

TEST(SampleEstimators, LargeAndSmallUnits) {
  for (const double unit : {1e-200, 1.0, 1e200}) {
    std::vector<double> x;
    for (const double v : ten) x.push_back(v * unit);
    EXPECT_NEAR(run(x, "sd", of("sd", {}, "none")).cells[0].value / unit, 17.45260566346597, 1e-12);
    EXPECT_NEAR(run(x, "mean", of("mean")).cells[0].lo / unit, -3.2048419885431167, 1e-12);
    EXPECT_NEAR(run(x, "median", of("median")).cells[0].value / unit, 3.2, 1e-15);
  }
}

// In units whose sums or squares no double holds: R's mean(trim = ) and scipy's trimmed_stde of ten, as
// above.
TEST(SampleEstimators, TrimmedMeanInLargeAndSmallUnits) {
  for (const double unit : {1e-300, 1e-160, 1e160, 3e306}) {
    std::vector<double> x;
    for (const double v : ten) x.push_back(v * unit);
    const test::Estimated whole = run(x, "trimmed_mean", of("mean"), share(0.09)),
                          inner = run(x, "trimmed_mean", of("mean"), share(0.2));
    ASSERT_EQ(whole.status, Status::regular) << unit;
    EXPECT_NEAR(whole.cells[0].value / unit, 9.28, 1e-12) << unit;
    EXPECT_NEAR(whole.cells[0].se / unit, 17.45260566346597 / std::sqrt(10.0), 1e-12) << unit;
    EXPECT_NEAR(inner.cells[0].value / unit, 3.8, 1e-12) << unit;
    EXPECT_NEAR(inner.cells[0].se / unit, 1.1943927637398319, 1e-12) << unit;
    EXPECT_NEAR(inner.cells[0].lo / unit, 0.72971565691493279, 1e-12) << unit;
  }
}

// Counts of values give what the values one by one do.
TEST(SampleEstimators, CountedValuesAreTheSame) {
  const std::vector<double> values = {4, -1, 2.5, 9};
  const std::vector<std::int64_t> counts = {3, 2, 5, 0};
  const ValuedCounts counted{{10, 4, 1, counts.data()}, values.data(), 1};
  const std::vector<double> x = {4, 4, 4, -1, -1, 2.5, 2.5, 2.5, 2.5, 2.5};
  SortedOfCounts sorted(1);
  const Sorted::One s = sorted(counted).one(0);
  ASSERT_EQ(s.x.size(), 3U);
  for (const double p : {0.0, 0.1, 0.2, 0.25, 0.5, 0.7, 0.9, 1.0})
    EXPECT_EQ(s.quantile(p), run(x, "quantile", of("quantile", p, "none")).cells[0].value) << p;
  MeanM2OfCounts moments(1);
  const MeanM2::One m = moments(counted).one(0);
  EXPECT_NEAR(m.mean, 2.25, 1e-15);
  EXPECT_NEAR(m.squares(), 30.625, 1e-13);  // sum of squares 81.25 less 10 * 2.25^2
}

}  // namespace
}  // namespace plim::sample_estimators_test
