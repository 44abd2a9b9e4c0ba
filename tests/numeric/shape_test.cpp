#include "plim/numeric/shape.hpp"

#include <vector>

#include "support.hpp"

// Expected numbers: cumulants from exact moments in 40 digits (mpmath 1.2).
namespace plim::shape_test {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void expect_shape(const Shape& got, const Shape& want, double accuracy, const std::string& what) {
  const double pairs[][2] = {{got.skewness, want.skewness},
                             {got.excess, want.excess},
                             {got.fifth, want.fifth},
                             {got.sixth, want.sixth}};
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(pairs[i][0], pairs[i][1], accuracy * std::fmax(1, std::fabs(pairs[i][1])))
        << what << ", order " << i + 3;
  }
}

void expect_unknown(const Shape& s, const std::string& what) {
  for (const double x : {s.skewness, s.excess, s.fifth, s.sixth}) EXPECT_TRUE(std::isnan(x)) << what;
}

TEST(Shape, OfALaw) {
  expect_shape(shape_of_law(std::vector{.1, .2, .3, .4}, std::vector{-1., .5, 2., 7.}),
               {0.15441088952350231, -1.6394369647541569, -1.417112603715152, 11.427644845585586}, 1e-13,
               "four values");
  expect_shape(shape_of_law(std::vector{.999, .001}, std::vector{0., 3.}),
               {31.5753226586998, 995.001001001001, 31228.02571638369, 972092.97397497598}, 1e-12, "rare");
  // A far origin and a unit of 1e-6 change nothing but the last digits that they leave.
  expect_shape(
      shape_of_law(std::vector{.1, .2, .3, .4}, std::vector{1 - 1e-6, 1 + .5e-6, 1 + 2e-6, 1 + 7e-6}),
      {0.15441088952350231, -1.6394369647541569, -1.417112603715152, 11.427644845585586}, 1e-8, "far");
}

TEST(Shape, OfALawThatDoesNotVary) {
  expect_unknown(shape_of_law(std::vector{.5, .5}, std::vector{3., 3.}), "equal values");
  expect_unknown(shape_of_law(std::vector{.5, .5}, std::vector{.1, .1}),
                 "equal values without an exact half");
  expect_unknown(shape_of_law(std::vector{1., 0.}, std::vector{1., 5.}), "one value of probability 1");
}

TEST(Shape, OfAnIndicator) {
  expect_shape(shape_of_indicator(0.3),
               {0.87287156094396953, -1.2380952380952381, -6.3179274887373032, -0.18140589569160998}, 1e-13,
               "0.3");
  expect_shape(shape_of_indicator(1e-4),
               {99.984999374956246, 9995.000100010001, 998750.16875593783, 99720092.99739975}, 1e-13, "1e-4");
  expect_shape(shape_of_indicator(0.5), {0, -2, 0, 16}, 1e-14, "0.5");
  expect_shape(shape_of_indicator(0.999),
               {-31.5753226586998, 995.001001001001, -31228.02571638369, 972092.97397497598}, 1e-12, "0.999");
  expect_unknown(shape_of_indicator(0), "0");
  expect_unknown(shape_of_indicator(1), "1");
}

// The mean of n exponentials is a gamma draw of shape n: cumulants (r - 1)! n of its sum.
TEST(Shape, OfAMean) {
  const Shape exponential{2, 6, 24, 120};
  expect_shape(shape_of_mean(exponential, 1), exponential, 0, "n = 1");
  expect_shape(shape_of_mean(exponential, 2.5), {1.2649110640673517, 2.4, 6.0715731075232883, 19.2}, 1e-14,
               "gamma of shape 2.5");
  const Shape unknown_above{1, 2, Shape::unknown, infinite};
  const Shape mean = shape_of_mean(unknown_above, 4);
  EXPECT_EQ(mean.skewness, 0.5);
  EXPECT_EQ(mean.excess, 0.5);
  EXPECT_TRUE(std::isnan(mean.fifth));
  EXPECT_EQ(mean.sixth, infinite);
}

TEST(Shape, OfMoments) {
  const double exponential[] = {1, 1, 2, 6, 24, 120, 720};
  expect_shape(shape_of_moments(exponential), {2, 6, 24, 120}, 1e-12, "exponential");
  const double normal[] = {1, 0, 4, 0, 48, 0, 960};
  expect_shape(shape_of_moments(normal), normal_shape, 1e-14, "normal");
  double lognormal[7];
  for (int r = 0; r < 7; ++r) lognormal[r] = std::exp(r * r / 8.0);
  expect_shape(shape_of_moments(lognormal),
               {1.7501896550697182, 5.898445673784779, 31.432059050556644, 240.00415681744127}, 1e-10,
               "lognormal, sd of the logarithm 0.5");
}

// 4 / (gamma draw of shape 5) has moments up to the fourth: 1, 4/3, 8/3, 32/3.
TEST(Shape, OfMomentsThatDoNotExist) {
  const double inverse_gamma[] = {1, 1, 4. / 3, 8. / 3, 32. / 3, infinite, infinite};
  const Shape s = shape_of_moments(inverse_gamma);
  // Central: variance 1/3, third 8/3 - 4 + 2 = 2/3, fourth 32/3 - 32/3 + 8 - 3 = 5.
  EXPECT_NEAR(s.skewness, 2 * std::sqrt(3.0), 1e-13);
  EXPECT_NEAR(s.excess, 42, 1e-12);
  EXPECT_EQ(s.fifth, infinite);
  EXPECT_EQ(s.sixth, infinite);
  const double three[] = {1, 0, 1, infinite, infinite, infinite, infinite};
  for (const double x : {shape_of_moments(three).skewness, shape_of_moments(three).sixth})
    EXPECT_EQ(x, infinite);
  const double no_variance[] = {1, 0, infinite, infinite, infinite, infinite, infinite};
  EXPECT_FALSE(std::isfinite(shape_of_moments(no_variance).skewness));
  EXPECT_FALSE(std::isfinite(shape_of_moments(no_variance).sixth));
}

void expect_square(const Shape& x, double b, double variation, double skewness, const std::string& what) {
  const SquareShape s = shape_of_square(x, b);
  EXPECT_NEAR(s.variation, variation, 1e-11 * variation) << what << " b = " << b;
  EXPECT_NEAR(s.skewness, skewness, 1e-11 * std::fabs(skewness)) << what << " b = " << b;
}

TEST(Shape, OfASquare) {
  expect_square(normal_shape, 0, std::sqrt(2.0), std::sqrt(8.0), "chi-square_1");
  expect_square(normal_shape, 1, 1.224744871391589, 2.1773242158072694, "normal");
  expect_square(normal_shape, -0.5, 1.3856406460551018, 2.6943012562182536, "normal");
  expect_square(normal_shape, 3, 0.61644140029689765, 0.95625258771817917, "normal");
  const Shape exponential{2, 6, 24, 120};
  expect_square(exponential, 0, 2.8284271247461901, 10.606601717798213, "exponential");
  expect_square(exponential, 1, 2.2360679774997897, 6.6187612133993775, "exponential");
  expect_square(exponential, -0.5, 1.7888543819998318, 12.700866112198805, "exponential");
  expect_square(exponential, 3, 0.82462112512353211, 4.0232380153085823, "exponential");
}

TEST(Shape, OfASquareOfAnIndicator) {
  for (const double b : {0., 0.5, -2.}) {
    // (x - c)^2 takes two values, so its standardised skewness is that of an indicator, up to its sign.
    const double sign = b < -1 ? -1 : 1,
                 variation[] = {0.87287156094396953, 1.4982972487551756, 0.62542568781120609};
    expect_square(shape_of_indicator(0.3), b,
                  variation[b == 0  ? 0
                            : b > 0 ? 1
                                    : 2],
                  sign * 0.87287156094396953, "p = 0.3");
  }
  expect_square(shape_of_indicator(1e-4), 0, 99.984999374956246, 99.984999374956246, "p = 1e-4");
  expect_square(shape_of_indicator(1e-4), 0.5, 80.787999499964997, 99.984999374956246, "p = 1e-4");
  expect_square(shape_of_indicator(1e-4), -2, 19.196999874991249, 99.984999374956246, "p = 1e-4");
}

TEST(Shape, OfASquareWithoutItsMoments) {
  const SquareShape unknown = shape_of_square({}, 0);
  EXPECT_TRUE(std::isnan(unknown.variation) && std::isnan(unknown.skewness));
  const SquareShape no_sixth = shape_of_square({1, 6, infinite, infinite}, 0);
  EXPECT_NEAR(no_sixth.variation, std::sqrt(8.0), 1e-14);
  EXPECT_FALSE(std::isfinite(no_sixth.skewness));
  EXPECT_FALSE(std::isfinite(shape_of_square({1, infinite, infinite, infinite}, 0).variation));
  EXPECT_FALSE(std::isfinite(shape_of_square({1, infinite, infinite, infinite}, 1).variation));
  // The square of a fair sign does not vary.
  const SquareShape fair = shape_of_square(shape_of_indicator(0.5), 0);
  EXPECT_NEAR(fair.variation, 0, 1e-7);
}

}  // namespace
}  // namespace plim::shape_test
