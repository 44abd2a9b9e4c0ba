#include "plim/numeric/symmetric.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace plim::symmetric_test {
namespace {

TEST(Symmetric, TheTriangleIsNumberedRowByRow) {
  for (const std::size_t d : {1, 2, 5}) {
    std::size_t index = 0;
    for (std::size_t row = 0; row < d; ++row) {
      for (std::size_t column = row; column < d; ++column, ++index) {
        EXPECT_EQ(triangle_index(row, column, d), index);
        EXPECT_EQ(triangle_entry(index, d).row, row);
        EXPECT_EQ(triangle_entry(index, d).column, column);
      }
    }
    EXPECT_EQ(triangle_size(d), index);
  }
}

// numpy 1.24: linalg.cholesky; the determinant is 14.
TEST(Symmetric, CholeskysFactorIsThatOfNumpy) {
  const Cholesky c = cholesky_of(std::vector<double>{4, 2, -1, 3, 0.5, 2.5}, 3);
  ASSERT_EQ(c.rows, 3u);
  const double expected[] = {2, 0, 0, 1, 1.4142135623730951, 0, -0.5, 0.7071067811865475, 1.3228756555322954};
  for (std::size_t i = 0; i < 9; ++i) EXPECT_DOUBLE_EQ(c.lower[i], expected[i]) << i;
  EXPECT_NEAR(c.log_determinant(), std::log(14.0), 1e-15);
}

TEST(Symmetric, WhatIsNotPositiveDefiniteStopsAtItsRow) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto of = [](const std::vector<double>& upper, std::size_t d) { return cholesky_of(upper, d); };
  EXPECT_EQ(of({1, 2, 1}, 2).rows, 1u);
  EXPECT_EQ(of({1, 2, 1}, 2).pivot, -3);
  EXPECT_EQ(of({1, 2, 4}, 2).rows, 1u);
  EXPECT_EQ(of({0.01, 0.03, 0.07, 0.09, 0.21, 0.49}, 3).rows, 1u);  // rank 1, up to rounding
  EXPECT_EQ(of({0}, 1).rows, 0u);
  EXPECT_EQ(of({nan}, 1).rows, 0u);
  EXPECT_EQ(of({1, nan, 1}, 2).rows, 1u);
  // Correlation 1 - 5e-13: det S = 1e-12 (1 - 5e-13 / 2), of the scales 1e-100 and 1e100.
  const Cholesky near = of({1e-200, 1 - 5e-13, 1e200}, 2);
  EXPECT_EQ(near.rows, 2u);
  EXPECT_NEAR(near.log_determinant(), std::log(1e-12), 1e-3);
}

}  // namespace
}  // namespace plim::symmetric_test
