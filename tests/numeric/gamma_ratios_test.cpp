#include "plim/numeric/gamma_ratios.hpp"

#include "support.hpp"

// mpmath 1.2.1 at 700 digits: differences of loggamma at the doubles given.
namespace plim::gamma_ratios_test {
namespace {

constexpr double tolerance = 2e-14;  // relative

TEST(GammaRatios, LogGammaRatio) {
  struct {
    double x, d, exact;
  } const cases[] = {{5, 1, 1.6094379124341003746},        {1e8, 0.5, 9.2103403707261827361},
                     {0.3, 1e6, 12815507.618002679231},    {40, 1e3, 6075.6688022255312455},
                     {1e6, 1e6, 14201804.572510532776},    {1e12, 1e3, 27631.021116428048208},
                     {1e15, 100, 3453.877639491073476},    {1e15, 1e6, 34538776.39541068476},
                     {1e300, 1e3, 690775.52789821370526},  {1e15 + 1e6, -1e6, -34538776.39541068476},
                     {3e-300, 2.5, -689.39223273907267627}};
  for (const auto& c : cases)
    EXPECT_NEAR(special::log_gamma_ratio(c.x, c.d) / c.exact, 1, tolerance) << c.x << " " << c.d;
}

TEST(GammaRatios, LargeArguments) {
  struct {
    double x, d, exact;
  } const cases[] = {{16, 0.25, 0.6872580210610484221},      {20, -4, -11.44061280335860247},
                     {1000, 1e-7, 6.9072551956988367478e-7}, {1e12, 3.5, 96.708573905754293729},
                     {1e15, -0.5, -17.269388197455342255},   {50, 1e6, 12816050.780156543317}};
  for (const auto& c : cases)
    EXPECT_NEAR(special::log_large_gamma_ratio(c.x, c.d) / c.exact, 1, tolerance) << c.x << " " << c.d;
}

TEST(GammaRatios, LogBetaRatioNeverCancels) {
  struct {
    double a, r, c, exact;
  } const cases[] = {
      {1, 1, 1, -0.69314718055994530942},          {0.5, 0.5, 7, -1.5631620672313814321},
      {1e-300, 1, 1, -690.77552789821370518},      {1e-300, 1e-300, 5, -0.69314718055994530942},
      {1e-10, 1e10, 1e3, -17143.656407610465974},  {2, 1e15, 1, -33.845629214350741951},
      {3, 1e-12, 1e6, -1.2892728722862525911e-11}, {15.5, 1e6, 2.5, -27.570658060558788594},
      {20, 30, 1e12, -723.70477371974605427},      {1e8, 1e-200, 4, -3.9999999400000013284e-208},
      {1e15, 1, 1, -9.999999999999995e-16},        {1e15, 1e-3, 1e6, -9.9999999950000052065e-13},
      {1e15, 1e15, 3, -2.0794415416798344283},     {1e15, 1e15, 1e6, -693147.18030994555954},
      {1e300, 1e300, 2, -1.3862943611198906188},   {1e300, 3, 1e5, -2.9999999999999998425e-295}};
  for (const auto& c : cases)
    EXPECT_NEAR(special::log_beta_ratio(c.a, c.r, c.c) / c.exact, 1, tolerance)
        << c.a << " " << c.r << " " << c.c;
  EXPECT_EQ(special::log_beta_ratio(3, 0, 7), 0);
  EXPECT_EQ(special::log_beta_ratio(3, 7, 0), 0);
}

}  // namespace
}  // namespace plim::gamma_ratios_test
