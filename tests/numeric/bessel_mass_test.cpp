#include "plim/numeric/bessel_mass.hpp"

#include <cmath>

#include "plim/numeric/power_sums.hpp"
#include "support.hpp"

namespace plim::bessel_mass_test {
namespace {

void expect_close(double got, double want) {
  EXPECT_NEAR(got, want, 16 * 0x1p-52 * std::fmax(1, std::fabs(want)));
}

// By mpmath 1.2 with 60 digits; the last by Hankel's expansion.
TEST(BesselMass, SeriesAndDebyeExpansion) {
  struct Case {
    double shape, a, b, want;
  };
  for (const Case& c :
       {Case{1, 0.5, 0.5, -0.7640856414928213513}, Case{0.25, 3, 0.01, -5.007362447308941648},
        Case{3, 100, 80, -4.414240503936376398}, Case{41, 20, 5, -13.11828665246135074},
        Case{0.5, 300, 900, -164.8869188194863698}, Case{1001, 1000, 2, -4.376884258751677730},
        Case{4, 1e8, 1e8, -10.47585251733582819}}) {
    expect_close(bessel_log_mass(c.shape, c.a, c.b, c.shape - 1 - (c.a - c.b)), c.want);
  }
}

// Where one mean is 0 it is the Poisson law, and the two expansions meet at 40.
TEST(BesselMass, EndsAndTheSeam) {
  expect_close(bessel_log_mass(4, 2, 0, 1), 3 * std::log(2.0) - std::log(6.0) - 2);
  expect_close(bessel_log_mass(1, 0, 2, 2), -2);
  EXPECT_EQ(bessel_log_mass(2, 0, 2, 3), -HUGE_VAL);
  expect_close(log_scaled_bessel_0(40 + 1e-13), log_scaled_bessel_0(40 - 1e-13));
}

TEST(BesselMass, Ratio) {
  expect_close(bessel_ratio_rest(0), 1);
  expect_close(bessel_ratio_rest(0.5), 0.7575003874191980546);
  expect_close(bessel_ratio_rest(10), 0.05140017404515404103);
  expect_close(bessel_ratio_rest(5000) * 5000, 0.50002500500156306);
}

// zeta(1.05), the sum of k^-1.5 from 10^6 on, and zeta''(3), by mpmath 1.2.
TEST(PowerSums, WithoutAnEnd) {
  EXPECT_NEAR(power_sum(1, HUGE_VAL, 1.05) / 20.58084430203698483, 1, 4e-15);
  EXPECT_NEAR(power_sum(1e6, HUGE_VAL, 1.5) / 0.002000000500000125, 1, 4e-15);
  EXPECT_NEAR(power_sum(2, HUGE_VAL, 3, 2) / 0.23974691730538718424, 1, 4e-15);
}

}  // namespace
}  // namespace plim::bessel_mass_test
