#include "spread_designs.hpp"

namespace plim::spread_limits_test {
namespace {

using namespace test;

TEST(SpreadLimits, KnownMomentsScale) {
  for (const SquareShape known : {SquareShape{std::sqrt(2.0), std::sqrt(8.0)}, SquareShape{3, infinite}}) {
    for (const double scale : {1e-200, 1e-3, 7., 1e200}) {
      Squares one = squares(30, 1), scaled = squares(30, scale);
      one.known = scaled.known = known;
      EXPECT_NEAR(limits_of_squares(scaled, 0.005).lower / scale, limits_of_squares(one, 0.005).lower, 1e-12);
      const double upper = limits_of_squares(one, 0.005).upper;
      if (std::isfinite(upper)) {
        EXPECT_NEAR(limits_of_squares(scaled, 0.005).upper / scale, upper, 1e-12 * upper);
      }
    }
  }
}

TEST(SpreadLimits, TheMethod) {
  Squares s = squares(100, 1, 0.15);
  EXPECT_EQ(method_of_squares(s), SquareMethod::none);
  s.has_moments = true;
  EXPECT_EQ(method_of_squares(s), SquareMethod::sample);
  s.spread_variation = 0.151;
  EXPECT_EQ(method_of_squares(s), SquareMethod::none);
  s.most = 4;
  s.about = 1;
  EXPECT_EQ(method_of_squares(s), SquareMethod::range);
  s.spread_variation = 0.1;
  s.count = 99;
  EXPECT_EQ(method_of_squares(s), SquareMethod::range);
  s.count = 100;
  EXPECT_EQ(method_of_squares(s), SquareMethod::sample);
  s.known = {std::sqrt(2.0), infinite};
  EXPECT_EQ(method_of_squares(s), SquareMethod::known);
  EXPECT_NEAR(variation_of(s), std::sqrt(2.0 / 100), 0.02 * std::sqrt(2.0 / 100));
  Squares without = squares(100, 1, 0.1);  // no fourth moment
  without.known = {infinite, infinite};
  EXPECT_EQ(method_of_squares(without), SquareMethod::none);
  Squares unseen = squares(4000, 1);  // whose fourth moment overflowed
  unseen.has_moments = true;
  EXPECT_EQ(method_of_squares(unseen), SquareMethod::none);
  const Squares none = squares(1, Shape::unknown);
  EXPECT_EQ(method_of_squares(none), SquareMethod::none);
  EXPECT_TRUE(std::isnan(limits_of_squares(none, 0.005).lower));
}

// The unbiased variance of normal terms is chi-square: scipy.stats.chi2 1.10, at the tail and a quarter of
// it.
TEST(SpreadLimits, NormalVarianceIsNotMuchWiderThanChiSquares) {
  Squares s = squares(400, 1);
  s.known = shape_of_square(normal_shape, 0);
  const Limits limits = limits_of_squares(s, 0.005);
  EXPECT_LT(limits.lower, 399 / 475.0);  // chi2.ppf(0.995, 399) = 475.26, chi2.ppf(0.005, 399) = 329.5
  EXPECT_GT(limits.lower, 0.97 * 399 / 475.0);
  EXPECT_GT(limits.upper, 399 / 330.0);
  EXPECT_LT(limits.upper, 1.06 * 399 / 330.0);
}

// Terms at 0 and 1 alone, their range known: exact sums over the number of ones.
TEST(SpreadLimits, TheRangeKeepsTheLevel) {
  for (const bool centred : {true, false}) {
    for (const int n : {2, 10, 30, 200}) {
      for (const double p : {0.001, 0.01, 0.1, 0.3, 0.5, 0.8}) {
        const double truth = centred ? p * (1 - p) : p;
        for (const double tail : tails) {
          double above = 0, below = 0;
          for (int k = 0; k <= n; ++k) {
            const double mass =
                std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                         k * std::log(p) + (n - k) * std::log1p(-p));
            const double mean = k / static_cast<double>(n), variance = mean * (1 - mean) * n / (n - 1);
            Squares s = squares(n, centred ? variance : mean);
            s.centred = centred;
            s.most = 1;
            s.about = mean;  // about 0
            ASSERT_EQ(method_of_squares(s), SquareMethod::range);
            const Limits limits = limits_of_squares(s, tail);
            if (limits.lower > truth * (1 + 1e-12)) above += mass;
            if (limits.upper < truth * (1 - 1e-12)) below += mass;
          }
          EXPECT_LE(above, tail * (1 + 1e-9)) << centred << " n = " << n << " p = " << p;
          EXPECT_LE(below, tail * (1 + 1e-9)) << centred << " n = " << n << " p = " << p;
        }
      }
    }
  }
}

TEST(SpreadLimits, HostileSquares) {
  for (const double bad : {Shape::unknown, infinite, -1.0, 0.0}) {
    for (const std::int64_t count : {0, 1, 2, 4000}) {
      Squares s = squares(count, bad, 0.1);
      s.known = {2, 3};
      const Limits limits = limits_of_squares(s, 0.005);
      EXPECT_FALSE(limits.lower > 0 && limits.upper < infinite) << bad << " " << count;
    }
  }
  Squares huge = squares(4000, 1e300, 0.01);
  huge.has_moments = true;
  EXPECT_GT(limits_of_squares(huge, 0.005).upper, 1e300);
  EXPECT_LT(limits_of_squares(huge, 0.005).lower, 1e300);
}

}  // namespace
}  // namespace plim::spread_limits_test