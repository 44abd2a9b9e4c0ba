#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "support.hpp"

// Standardised cumulants from sums over the masses and from moments in 60 digits (mpmath 1.2).
namespace plim::shapes_test {
namespace {

void expect_shape(const Shape& got, const Shape& want, const std::string& what) {
  EXPECT_NEAR(got.skewness, want.skewness, 1e-12 * std::fabs(want.skewness)) << what;
  EXPECT_NEAR(got.excess, want.excess, 1e-12 * std::fabs(want.excess)) << what;
  EXPECT_NEAR(got.fifth, want.fifth, 1e-12 * std::fabs(want.fifth)) << what;
  EXPECT_NEAR(got.sixth, want.sixth, 1e-12 * std::fabs(want.sixth)) << what;
}

TEST(FamilyShapes, OfOneDraw) {
  expect_shape(Normal{3, 7}.shape_of_draw(), {0, 0, 0, 0}, "normal");
  expect_shape(Exponential{0.1}.shape_of_draw(), {2, 6, 24, 120}, "exponential");
  expect_shape(Gamma{2.5, 7}.shape_of_draw(), {1.26491106406735, 2.4, 6.07157310752329, 19.2}, "gamma");
  expect_shape(Poisson{2}.shape_of_draw(), {.707106781186548, .5, .353553390593274, .25}, "poisson");
  expect_shape(Geometric{0.2}.shape_of_draw(), {2.01246117974981, 6.05, 24.2501572159852, 121.5025}, "0.2");
  expect_shape(Geometric{0.7}.shape_of_draw(),
               {2.37346441585572, 7.63333333333333, 32.3582315361663, 171.667777777778}, "0.7");
}

TEST(FamilyShapes, UnknownWhereADrawCannotVary) {
  for (const Shape& s : {Poisson{0}.shape_of_draw(), Geometric{1}.shape_of_draw()}) {
    for (const double x : {s.skewness, s.excess, s.fifth, s.sixth}) EXPECT_TRUE(std::isnan(x));
  }
}

TEST(FamilyShapes, AgreeWithTheirOwnNumbers) {
  for (const double p : {1e-6, 0.01, 0.5, 0.999}) {
    EXPECT_NEAR(Geometric{p}.shape_of_draw().skewness / Geometric{p}.skewness(), 1, 1e-12) << p;
    EXPECT_NEAR(Geometric{p}.shape_of_draw().excess / Geometric{p}.excess_kurtosis(), 1, 1e-12) << p;
  }
}

}  // namespace
}  // namespace plim::shapes_test
