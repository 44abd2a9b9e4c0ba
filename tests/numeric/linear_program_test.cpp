#include "plim/numeric/linear_program.hpp"

#include <gtest/gtest.h>

namespace plim::linear_program_test {
namespace {

/// A program of `A x <= b`, one more unknown a row taking up what is left.
LinearProgram at_most(const std::vector<std::vector<double>>& a, const std::vector<double>& b) {
  const std::size_t rows = a.size(), columns = a[0].size();
  LinearProgram program(rows, columns + rows);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) program.matrix(r, c) = a[r][c];
    program.matrix(r, columns + r) = 1;
    program.right(r) = b[r];
    program.enter(r, columns + r);
  }
  return program;
}

// The example of Hillier and Lieberman's textbook: 36 at (2, 6).
TEST(LinearProgram, AKnownMaximum) {
  LinearProgram program = at_most({{1, 0}, {0, 2}, {3, 2}}, {4, 12, 18});
  EXPECT_TRUE(program.minimise(std::vector<double>{-3, -5, 0, 0, 0}));
  EXPECT_NEAR(program.value(0), 2, 1e-15);
  EXPECT_NEAR(program.value(1), 6, 1e-15);
  EXPECT_EQ(program.value(3), 0);
  EXPECT_EQ(program.row_of(3), 3U);
  // From that vertex on with another cost: the maximum of x is 4.
  EXPECT_TRUE(program.minimise(std::vector<double>{-1, 0, 0, 0, 0}));
  EXPECT_NEAR(program.value(0), 4, 1e-15);
}

// Beale (1955): the largest reduced cost alone goes round in circles; the minimum is -1/20.
TEST(LinearProgram, ACycleIsLeft) {
  LinearProgram program = at_most({{0.25, -60, -0.04, 9}, {0.5, -90, -0.02, 3}, {0, 0, 1, 0}}, {0, 0, 1});
  EXPECT_TRUE(program.minimise(std::vector<double>{-0.75, 150, -0.02, 6, 0, 0, 0}));
  const double value =
      -0.75 * program.value(0) + 150 * program.value(1) - 0.02 * program.value(2) + 6 * program.value(3);
  EXPECT_NEAR(value, -0.05, 1e-14);
}

TEST(LinearProgram, NoMinimum) {
  LinearProgram program = at_most({{1, -1}}, {1});
  EXPECT_FALSE(program.minimise(std::vector<double>{0, -1, 0}));
}

}  // namespace
}  // namespace plim::linear_program_test
