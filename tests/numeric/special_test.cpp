#include "plim/numeric/special.hpp"

#include "plim/numeric/sums.hpp"
#include "support.hpp"

namespace plim::special_test {
namespace {

// Values of standard tables (Abramowitz and Stegun 1964, tables 26.1 to 26.8) and closed forms.
TEST(Special, KnownValues) {
  EXPECT_NEAR(special::normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(special::normal_cdf(-1.0), 0.15865525393145705, 1e-16);
  EXPECT_NEAR(special::beta_quantile(1, 2, 0.025), 1 - std::sqrt(0.975), 1e-15);
  EXPECT_NEAR(special::log_gamma(0.5), 0.5723649429247001, 1e-15);
  EXPECT_NEAR(special::student_t_cdf(1, 1), 0.75, 1e-15);
  EXPECT_NEAR(special::chi_square_cdf(2, 2), 1 - std::exp(-1.0), 1e-15);
  EXPECT_EQ(special::chi_square_cdf(3, -1), 0);
}

TEST(Special, OutsideTheDomainIsNotANumber) {
  EXPECT_TRUE(std::isnan(special::normal_quantile(1.5)));
  EXPECT_TRUE(std::isnan(special::beta_quantile(-1, 1, 0.5)));
}

// Brown, Cai and DasGupta (2001): 0 of 10 gives [0, z^2/(n + z^2)].
TEST(Special, WilsonLimits) {
  const double z2 = 1.959963984540054 * 1.959963984540054;
  EXPECT_EQ(special::wilson_limits(0, 10, 0.95).lower, 0);
  EXPECT_NEAR(special::wilson_limits(0, 10, 0.95).upper, z2 / (10 + z2), 1e-15);
  EXPECT_EQ(special::wilson_limits(10, 10, 0.95).upper, 1);
  EXPECT_NEAR(special::wilson_limits(5, 10, 0.95).lower, 0.2365930905, 1e-9);
}

TEST(Special, SimultaneousBandIsBonferroni) {
  EXPECT_NEAR(special::simultaneous_z(1, 0.05), 1.959963984540054, 1e-13);
  EXPECT_NEAR(special::normal_cdf(-special::simultaneous_z(96, 1e-6)) * 2 * 96, 1e-6, 1e-17);
}

TEST(CompensatedSum, KeepsWhatPlainSummationLoses) {
  CompensatedSum sum;
  for (const double x : {1.0, 1e100, 1.0, -1e100}) sum.add(x);  // Neumaier's example
  EXPECT_EQ(sum.value(), 2);
}

}  // namespace
}  // namespace plim::special_test
