#include "sample.hpp"

// Fits of samples whose sums or squares no double holds, though the estimates are doubles. Expected values by
// mpmath 1.2.1 at 40 digits from the doubles given; standard errors by their closed forms.
namespace plim::extreme_scales_test {
namespace {

constexpr double tolerance = 4e-15;  // relative

test::Estimated fit(const std::vector<double>& x, const std::string& likelihood,
                    const std::string& estimand) {
  test::Sample sample(x);
  Knowns knowns;
  knowns.likelihood = likelihood;
  knowns.estimand = estimand;
  return test::estimated(sample, "mle", knowns);
}

TEST(ExtremeScales, NormalFits) {
  struct {
    std::vector<double> x;
    double mean, sd, log_likelihood;
  } const cases[] = {
      {{1e155, 2e155, 4e155}, 2.3333333333333333501e155, 1.2472191289246471375e155, -1075.6216329702638202},
      {{1e-210, 2.5e-210, -0.5e-210},
       1.0000000000000000439e-210,
       1.2247448713915891028e-210,
       1445.763595324472516},
      {{1e308, 1.5e308, -1.7e308},
       2.6666666666666669621e307,
       1.405544576153867663e308,
       -2132.8667160052365389},
      {{1e-200, 3e-200}, 1.9999999999999999642e-200, 9.999999999999999821e-201, 918.19616013120892816},
      // The mean lies between two doubles that are farther apart than the sd.
      {{1e16, 1e16, 10000000000000002},
       1.0000000000000000667e16,
       0.94280904158206336587,
       -4.0801410461294430435},
      {{1000000000000001, 1000000000000002, 1000000000000002.5, 1000000000000002.75},
       1000000000000002.0625,
       0.67023783092272551905,
       -4.0752635005860661473},
      {{1e300, 1e300, 1.0000000000000002e300},
       1.0000000000000001021e300,
       7.0098649314913074305e283,
       -1964.9935148502147234}};
  for (const auto& c : cases) {
    const double n = static_cast<double>(c.x.size());
    const test::Estimated both = fit(c.x, "normal", "parameters");
    ASSERT_EQ(both.status, Status::regular) << c.x[0];
    EXPECT_NEAR(both.cells[0].value / c.mean, 1, tolerance) << c.x[0];
    EXPECT_NEAR(both.cells[0].se / c.sd, 1 / std::sqrt(n), tolerance) << c.x[0];
    EXPECT_NEAR(both.cells[1].value / c.sd, 1, tolerance) << c.x[0];
    EXPECT_NEAR(both.cells[1].se / c.sd, 1 / std::sqrt(2 * n), tolerance) << c.x[0];
    const double peak = fit(c.x, "normal", "log_likelihood").cells[0].value;
    EXPECT_NEAR(peak / c.log_likelihood, 1, tolerance) << c.x[0];
  }
  // The variance is a double, its square is not.
  const test::Estimated variance = fit({1e100, 3e100}, "normal", "variance");
  EXPECT_NEAR(variance.cells[0].value / 1e200, 1, tolerance);
  EXPECT_NEAR(variance.cells[0].se / 1e200, 1, tolerance);
}

TEST(ExtremeScales, ExponentialFits) {
  const test::Estimated mean = fit({1e308, 1.5e308}, "exponential", "mean");
  EXPECT_NEAR(mean.cells[0].value / 1.25e308, 1, tolerance);
  EXPECT_NEAR(mean.cells[0].se / 1.25e308, std::sqrt(0.5), tolerance);
  const test::Estimated rate = fit({1e-200, 3e-200}, "exponential", "lambda");
  EXPECT_NEAR(rate.cells[0].value / 5e199, 1, tolerance);
  EXPECT_NEAR(rate.cells[0].se / 5e199, std::sqrt(0.5), tolerance);
  EXPECT_NEAR(fit({1e-200, 3e-200}, "exponential", "log_likelihood").cells[0].value, 917.64774283649838302,
              1e-12);
}

// A gamma fit of x in other units: the same shape, its scale in those units.
TEST(ExtremeScales, GammaFitsAreThoseOfOtherUnits) {
  const std::vector<double> x = {1, 2.5, 0.75, 4};
  const test::Estimated plain = fit(x, "gamma", "parameters");
  const double peak = fit(x, "gamma", "log_likelihood").cells[0].value;
  for (const int power : {1020, 600, -600, -1000}) {
    std::vector<double> scaled;
    for (const double v : x) scaled.push_back(std::ldexp(v, power));
    const test::Estimated far = fit(scaled, "gamma", "parameters");
    ASSERT_EQ(far.status, Status::regular) << power;
    // ln mean - mean ln x loses what the logarithms of 2^power need.
    EXPECT_NEAR(far.cells[0].value / plain.cells[0].value, 1, 1e-11) << power;
    EXPECT_NEAR(far.cells[0].se / plain.cells[0].se, 1, 1e-11) << power;
    EXPECT_NEAR(std::ldexp(far.cells[1].value, -power) / plain.cells[1].value, 1, 1e-11) << power;
    EXPECT_NEAR(std::ldexp(far.cells[1].se, -power) / plain.cells[1].se, 1, 1e-11) << power;
    EXPECT_NEAR(fit(scaled, "gamma", "log_likelihood").cells[0].value, peak - 4 * power * std::log(2.0),
                1e-9);
  }
}

TEST(ExtremeScales, WhatIsConstantOrNotFiniteStaysSo) {
  const double infinity = std::numeric_limits<double>::infinity(),
               largest = std::numeric_limits<double>::max();
  for (const double v : {0.0, 1e-320, 0.1, 1e300, largest})
    EXPECT_EQ(fit({v, v, v}, "normal", "parameters").status, Status::unbounded) << v;
  EXPECT_NEAR(fit({largest, largest, largest}, "exponential", "mean").cells[0].value / largest, 1, tolerance);
  for (const double v : {std::nan(""), infinity, -infinity}) {
    EXPECT_EQ(fit({1e200, v, 3e200}, "normal", "parameters").status, Status::invalid) << v;
    EXPECT_EQ(fit({1e308, v, 1.5e308}, "exponential", "mean").status, Status::invalid) << v;
  }
}

}  // namespace
}  // namespace plim::extreme_scales_test
