#include "plim/numeric/elementary.hpp"

#include "support.hpp"

namespace plim::elementary_test {
namespace {

/// Distance of `got` from an exact value, in units of the last place of a double.
double ulps(double got, long double exact) {
  int exponent = 0;
  std::frexp(static_cast<double>(exact), &exponent);
  return static_cast<double>(std::fabs(got - exact)) / std::ldexp(1.0, std::max(exponent - 53, -1074));
}

/// A million points that fill a range evenly; long double has 11 more bits than a double.
template <class F>
void for_points(double from, double to, F f) {
  std::uint64_t state = 1;
  for (int i = 0; i < 1000000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth's MMIX constants
    f(from + (to - from) * static_cast<double>(state >> 11) * 0x1p-53);
  }
}

TEST(Elementary, ErrorsStayWithinTheStatedBounds) {
  double worst_log = 0, worst_exp = 0, worst_log1p = 0, worst_gain = 0, worst_expm1 = 0;
  for_points(-1074, 1024, [&](double e) {
    const double x = std::exp2(e);
    if (x > 0 && std::isfinite(x))
      worst_log = std::max(worst_log, ulps(elementary::log(x), std::log(static_cast<long double>(x))));
  });
  for_points(0.5, 2, [&](double x) {
    worst_log = std::max(worst_log, ulps(elementary::log(x), std::log(static_cast<long double>(x))));
  });
  for_points(-745, 709.7, [&](double x) {
    worst_exp = std::max(worst_exp, ulps(elementary::exp(x), std::exp(static_cast<long double>(x))));
  });
  for_points(-60, 709.7, [&](double x) {
    for (const double y : {x, x / 100, x * 1e-9})
      worst_expm1 =
          std::max(worst_expm1, ulps(elementary::expm1(y), std::expm1(static_cast<long double>(y))));
  });
  for_points(-0.99, 3, [&](double x) {
    worst_log1p = std::max(worst_log1p, ulps(elementary::log1p(x), std::log1p(static_cast<long double>(x))));
    if (std::fabs(x) < 1e-3) return;  // the plain form below cancels
    const long double t = x, g = (1 + t) * std::log1p(t) - t;
    worst_gain = std::max(worst_gain, ulps(elementary::relative_gain(x), g));
  });
  EXPECT_LE(worst_log, 1);
  EXPECT_LE(worst_exp, 1);
  EXPECT_LT(worst_log1p, 1.5);
  EXPECT_LT(worst_expm1, 2);
  EXPECT_LT(worst_gain, 10);
}

TEST(Elementary, SineAndCosineOfTurns) {
  constexpr long double two_pi = 6.283185307179586476925286766559L;
  double worst = 0;
  for_points(0, 1, [&](double u) {
    const elementary::SinCos s = elementary::sincos_turns(u);
    worst = std::max(worst, std::fabs(static_cast<double>(s.sin - std::sin(two_pi * u))));
    worst = std::max(worst, std::fabs(static_cast<double>(s.cos - std::cos(two_pi * u))));
  });
  EXPECT_LT(worst, 0x1p-52);
  EXPECT_EQ(elementary::sincos_turns(0.25).sin, 1);
  EXPECT_EQ(elementary::sincos_turns(0.5).cos, -1);
}

TEST(Elementary, EndsOfTheDomains) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(elementary::log(0.0), -inf);
  EXPECT_EQ(elementary::log(-0.0), -inf);
  EXPECT_EQ(elementary::log(inf), inf);
  EXPECT_EQ(elementary::log(1.0), 0);
  EXPECT_TRUE(std::isnan(elementary::log(-1.0)) && std::isnan(elementary::log(std::nan(""))));
  EXPECT_EQ(elementary::exp(-inf), 0);
  EXPECT_EQ(elementary::exp(inf), inf);
  EXPECT_EQ(elementary::exp(710.0), inf);
  EXPECT_EQ(elementary::exp(-750.0), 0);
  EXPECT_EQ(elementary::exp(0.0), 1);
  EXPECT_TRUE(std::isnan(elementary::exp(std::nan(""))));
  EXPECT_EQ(elementary::expm1(-inf), -1);
  EXPECT_EQ(elementary::expm1(inf), inf);
  EXPECT_EQ(elementary::expm1(710.0), inf);
  EXPECT_EQ(elementary::expm1(-1e-300), -1e-300);
  EXPECT_TRUE(std::isnan(elementary::expm1(std::nan(""))));
  EXPECT_EQ(elementary::log1p(-1.0), -inf);
  EXPECT_EQ(elementary::log1p(1e-300), 1e-300);
  EXPECT_TRUE(std::isnan(elementary::log1p(-1.5)));
  EXPECT_EQ(elementary::relative_gain(-1), 1);
  EXPECT_EQ(elementary::relative_gain(0), 0);
  EXPECT_NEAR(elementary::relative_gain(1e-9) / 5e-19, 1, 1e-9);
}

}  // namespace
}  // namespace plim::elementary_test
