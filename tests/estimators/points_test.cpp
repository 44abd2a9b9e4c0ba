#include <cmath>
#include <limits>

#include "plim/views/mean_scatter.hpp"
#include "sample.hpp"

// Mean vector and covariance matrix of points against exact fractions, quantiles of t by mpmath and of the
// normal law by scipy 1.10.
namespace plim::points_test {
namespace {

const std::vector<double> irises = {5.1, 3.5, 1.4, 4.9, 3.0, 1.4, 4.7, 3.2, 1.3,
                                    7.0, 3.2, 4.7, 6.4, 3.2, 4.5, 6.3, 3.3, 6.0};

Knowns of(const std::string& estimand, const std::string& method = "none", double level = 0.95,
          std::size_t d = 3) {
  Knowns knowns;
  knowns.estimand = estimand;
  knowns.dimension = d;
  if (method != "none") knowns.interval = IntervalRequest{level, method};
  return knowns;
}

/// What the catalogue's estimator says of points `x: [n][d]`.
test::Estimated run(const std::vector<double>& x, const std::string& name, const Knowns& knowns) {
  test::Estimated e;
  for (const EstimatorEntry& entry : test::Sample::catalogue().estimators()) {
    if (entry.name != name || entry.estimands.front() != knowns.estimand || !entry.likelihood.empty())
      continue;
    const Outcome<AnyEstimator> bound = entry.bind(test::any_population(), knowns, {});
    if (!bound) {
      e.refusal = bound.reason();
      return e;
    }
    EXPECT_STREQ(bound->facts->view_name, "mean_scatter");
    const std::size_t d = *knowns.dimension;
    const double* row = x.data();
    const auto n = static_cast<std::int64_t>(x.size() / d);
    MeanScatterOfPoints derive(1);
    e.outputs = bound->facts->outputs;
    e.cells.resize(e.outputs.size());
    bound->bound->instantiate()->run(&derive(Points{n, d, 1, &row}), n, {},
                                     {e.cells.data(), &e.status, e.cells.size(), 1});
    return e;
  }
  ADD_FAILURE() << "no " << name << " of " << knowns.estimand;
  return e;
}

void expect_near(double x, double y) { EXPECT_NEAR(x, y, 1e-13 * std::fabs(y) + 1e-15); }

TEST(PointEstimators, TheMeanHasAnIntervalForEveryCoordinate) {
  const test::Estimated t = run(irises, "mean", of("mean", "t")),
                        z = run(irises, "mean", of("mean", "normal", 0.9));
  ASSERT_EQ(t.cells.size(), 3u) << t.refusal;
  EXPECT_EQ(t.status, Status::regular);
  const double mean[] = {5.733333333333333, 3.233333333333333, 3.216666666666667},
               se[] = {0.38873012632302006, 0.06666666666666665, 0.8537824339048238},
               lo[] = {4.7340707316427677, 3.061961210957579, 1.021949050485564},
               hi[] = {6.732595935023899, 3.4047054557090877, 5.4113842828477693},
               low[] = {5.09392917514561, 3.1236764248699016, 1.8123195336308617};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(t.outputs[i].name, "mean[" + std::to_string(i) + "]");
    EXPECT_EQ(t.outputs[i].element, i);
    expect_near(t.cells[i].value, mean[i]);
    expect_near(t.cells[i].se, se[i]);
    expect_near(t.cells[i].lo, lo[i]);
    expect_near(t.cells[i].hi, hi[i]);
    expect_near(z.cells[i].lo, low[i]);
  }
  EXPECT_TRUE(std::isnan(run(irises, "mean", of("mean")).cells[0].lo));
  EXPECT_EQ(run(irises, "mean", of("mean", "bootstrap_percentile")).refusal,
            "mean of points has no interval method \"bootstrap_percentile\"; it has \"t\", \"normal\"");
}

TEST(PointEstimators, TheCovarianceHasEitherDivisor) {
  const test::Estimated ml = run(irises, "ml", of("covariance")),
                        unbiased = run(irises, "unbiased", of("covariance", "normal"));
  const char* names[] = {"covariance[0,0]", "covariance[0,1]", "covariance[0,2]",
                         "covariance[1,1]", "covariance[1,2]", "covariance[2,2]"};
  const double by_n[] = {0.7555555555555555,   0.005555555555555556, 1.4927777777777778,
                         0.022222222222222223, 0.01611111111111111,  3.644722222222222};
  ASSERT_EQ(ml.cells.size(), 6u) << ml.refusal;
  ASSERT_EQ(unbiased.cells.size(), 6u) << unbiased.refusal;
  for (std::size_t e = 0; e < 6; ++e) {
    EXPECT_EQ(ml.outputs[e].name, names[e]);
    EXPECT_EQ(ml.outputs[e].element, e);
    EXPECT_NEAR(ml.cells[e].value, by_n[e], 5e-15);
    EXPECT_NEAR(unbiased.cells[e].value, by_n[e] * 6 / 5, 5e-15);
    EXPECT_TRUE(std::isnan(ml.cells[e].lo));
  }
  // Of a normal law: sqrt((s_ii s_jj + s_ij^2)/(n - 1)), and with s over n (n - 1)/n^2 in place of 1/(n - 1).
  const double s02 = 1.7913333333333334,
               se = std::sqrt((0.9066666666666666 * 4.373666666666667 + s02 * s02) / 5);
  EXPECT_NEAR(unbiased.cells[2].se, se, 1e-14);
  EXPECT_NEAR(ml.cells[2].se, std::sqrt((by_n[0] * by_n[5] + by_n[2] * by_n[2]) * 5 / 36), 1e-14);
  EXPECT_NEAR(unbiased.cells[2].hi, s02 + 1.959963984540054 * se, 1e-13);
  EXPECT_NEAR(unbiased.cells[2].lo, s02 - 1.959963984540054 * se, 1e-13);
  EXPECT_EQ(unbiased.cells[3].lo, 0);  // a variance is not below
}

TEST(PointEstimators, StatusesOfWhatIsNotThere) {
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinity = std::numeric_limits<double>::infinity();
  for (const char* name : {"ml", "unbiased"}) {
    const Knowns two = of("covariance", "none", 0.95, 2);
    EXPECT_EQ(run({1, 2}, name, two).status_name(), "undefined");
    EXPECT_EQ(run({}, name, two).status_name(), "empty");
    EXPECT_EQ(run({1, nan, 2, 3}, name, two).status_name(), "invalid");
    EXPECT_EQ(run({1, infinity, 2, 3}, name, two).status_name(), "invalid");
    const test::Estimated constant = run({1, 2, 1, 5}, name, two);
    EXPECT_EQ(constant.status_name(), "regular");
    EXPECT_EQ(constant.cells[0].value, 0);
    EXPECT_EQ(constant.cells[1].value, 0);
  }
  const Knowns two = of("mean", "t", 0.95, 2);
  const test::Estimated one = run({1, 2}, "mean", two);
  EXPECT_EQ(one.status_name(), "regular");
  EXPECT_EQ(one.cells[1].value, 2);
  EXPECT_TRUE(std::isnan(one.cells[1].se));
  EXPECT_TRUE(std::isnan(one.cells[1].lo));
  EXPECT_EQ(run({}, "mean", two).status_name(), "empty");
  EXPECT_EQ(run({1, nan, 2, 3}, "mean", two).status_name(), "invalid");
  EXPECT_TRUE(std::isnan(run({1, 2, 1, 5}, "mean", two).cells[0].lo));
}

// In one dimension they are mean and variance of numbers, bit by bit or nearly so.
TEST(PointEstimators, OneDimensionIsASampleOfNumbers) {
  const std::vector<double> x = {3.1, -0.4, 7.25, 2.2, 2.2, 11.5, 0.9, 4.75, 3.3, 58.0};
  test::Sample numbers(x);
  Knowns knowns = of("mean", "t", 0.95, 1);
  const test::Estimated points = run(x, "mean", knowns);
  knowns.dimension.reset();
  const test::Estimated mean = test::estimated(numbers, "mean", knowns);
  expect_near(points.cells[0].lo, mean.cells[0].lo);
  expect_near(points.cells[0].se, mean.cells[0].se);
  knowns = of("variance");
  knowns.dimension.reset();
  expect_near(run(x, "unbiased", of("covariance", "none", 0.95, 1)).cells[0].value,
              test::estimated(numbers, "variance", knowns).cells[0].value);
}

// A variance is positive, a covariance need not be.
TEST(PointEstimators, VariancesHaveTheirLimitsOnLogarithms) {
  const test::Estimated own = run(irises, "unbiased", of("covariance", "")),
                        logs = run(irises, "unbiased", of("covariance", "log")),
                        normal = run(irises, "unbiased", of("covariance", "normal"));
  for (const std::size_t variance : {0U, 3U, 5U}) {
    const Cell& c = own.cells[variance];
    EXPECT_NEAR(c.hi, c.value * std::exp(1.959963984540054 * c.se / c.value), 1e-13 * c.hi);
    EXPECT_NEAR(c.lo * c.hi, c.value * c.value, 1e-13 * c.value * c.value);
    EXPECT_EQ(logs.cells[variance].lo, c.lo);
  }
  EXPECT_EQ(own.cells[2].lo, normal.cells[2].lo);
  EXPECT_TRUE(std::isnan(logs.cells[2].lo));
}

TEST(PointEstimators, RefuseWhatIsNoPoint) {
  Knowns numbers = of("covariance");
  numbers.dimension.reset();
  EXPECT_EQ(run({1}, "ml", numbers).refusal,
            "ml of covariance needs points in R^d, as law = \"multivariate_normal\" has them");
  EXPECT_EQ(run({1}, "ml", of("covariance", "none", 0.95, 33)).refusal,
            "ml of covariance is given element by element up to 32 dimensions; this population has 33");
  EXPECT_EQ(run(irises, "ml", of("covariance", "wald")).refusal,
            "ml of covariance has no interval method \"wald\"; it has \"log\", \"normal\"");
}

}  // namespace
}  // namespace plim::points_test
