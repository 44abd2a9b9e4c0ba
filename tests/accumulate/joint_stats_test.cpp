#include "plim/accumulate/joint_stats.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "plim/accumulate/quantity.hpp"

namespace plim::joint_stats_test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                 infinity = std::numeric_limits<double>::infinity();

std::vector<std::array<double, 3>> sample() {
  std::vector<std::array<double, 3>> x;
  for (int i = 0; i < 50; ++i)
    x.push_back({1e5 + std::sin(i), 1e5 + std::sin(i) + 1e-3 * std::cos(3.0 * i), i * 0.1});
  return x;
}

// Sums of products of deviations in long double: the definition.
TEST(JointStats, AgreeWithDirectSumsWholeAndMerged) {
  const auto x = sample();
  JointStats whole(3), left(3), right(3);
  for (std::size_t i = 0; i < x.size(); ++i) {
    whole.add(x[i]);
    (i < 17 ? left : right).add(x[i]);
  }
  left += right;
  std::array<long double, 3> mean{};
  for (const auto& row : x) {
    for (std::size_t i = 0; i < 3; ++i) mean[i] += row[i] / 50.0L;
  }
  const std::array<double, 3> g = {1, -1, 0.5};
  for (const JointStats& s : {whole, left}) {
    EXPECT_EQ(s.count(), 50);
    long double form = 0;
    for (const auto& row : x) {
      long double dot = 0;
      for (std::size_t i = 0; i < 3; ++i) dot += g[i] * (row[i] - mean[i]);
      form += dot * dot;
    }
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(s.mean(i), static_cast<double>(mean[i]), 1e-10 * std::fabs(s.mean(i)));
      long double square = 0, cube = 0;
      for (const auto& row : x) {
        const long double d = row[i] - mean[i];
        square += d * d;
        cube += d * d * d;
      }
      EXPECT_NEAR(s.skewness(i), static_cast<double>(cube * std::sqrt(50.0L) / (square * std::sqrt(square))),
                  1e-8);
      for (std::size_t j = 0; j < 3; ++j) {
        long double co = 0;
        for (const auto& row : x) co += (row[i] - mean[i]) * (row[j] - mean[j]);
        EXPECT_NEAR(s.co_moment(i, j), static_cast<double>(co), 1e-8);
      }
    }
    EXPECT_NEAR(s.quadratic_form(g), static_cast<double>(form), 1e-8);
    EXPECT_NEAR(s.standard_error(g), std::sqrt(static_cast<double>(form) / (50.0 * 49)), 1e-10);
  }
}

TEST(JointStats, RestOnCommonSuccesses) {
  JointStats s(2);
  s.add(std::array{1.0, 2.0});
  s.add(std::array{nan, 5.0});
  s.add(std::array{7.0, nan});
  s.add(std::array{3.0, 6.0});
  EXPECT_EQ(s.count(), 2);
  EXPECT_DOUBLE_EQ(s.mean(0), 2);
  EXPECT_DOUBLE_EQ(s.co_moment(0, 1), 4);  // (-1)(-2) + (1)(2)
  EXPECT_TRUE(std::isnan(JointStats(2).standard_error(std::array{1.0, 1.0})));
}

TEST(JointStats, AnEmptyPartChangesNothing) {
  JointStats s(1);
  s.add(std::array{1.5});
  s.add(std::array{2.5});
  JointStats left = s, right(1);
  left += JointStats(1);
  right += s;
  EXPECT_EQ(left, s);
  EXPECT_EQ(right, s);
}

TEST(LargestDifference, FindsTheLargestAndCountsThoseAlone) {
  LargestDifference a, b;
  a.add(1, 1);
  a.add(2, 2.5);
  b.add(nan, 1);
  b.add(-1e-3, -2e-3);
  b.add(nan, nan);
  a += b;
  EXPECT_EQ(a.count, 3);
  EXPECT_EQ(a.one_alone, 1);
  EXPECT_DOUBLE_EQ(a.absolute, 0.5);
  EXPECT_DOUBLE_EQ(a.relative, 0.5);
}

// The distance of an infinite number from a finite one is infinite; two that are infinite alike have none.
TEST(LargestDifference, IsInfiniteWhereOneIs) {
  LargestDifference d;
  d.add(1, 2);
  d.add(infinity, infinity);
  d.add(-infinity, -infinity);
  EXPECT_EQ(d.count, 1);
  EXPECT_EQ(d.absolute, 1);
  LargestDifference signs = d;
  d.add(3, infinity);
  signs.add(-infinity, infinity);
  for (const LargestDifference& e : {d, signs}) {
    EXPECT_EQ(e.count, 2);
    EXPECT_EQ(e.one_alone, 0);
    EXPECT_EQ(e.absolute, infinity);
    EXPECT_EQ(e.relative, infinity);
  }
}

TEST(Quantity, IsWhatOneReplicateGives) {
  Observation o, other;
  o.cell = {3, not_given, 1, 4};
  o.truth = 1;
  o.control = 0.5;
  other.cell = {2.5, not_given, 2, 3};
  other.truth = 1;
  EXPECT_EQ(quantity_of(Quantity::error, o, other), 2);
  EXPECT_EQ(quantity_of(Quantity::controlled, o, other), 1.5);
  EXPECT_EQ(quantity_of(Quantity::square, o, other), 4);
  EXPECT_EQ(quantity_of(Quantity::width, o, other), 3);
  EXPECT_EQ(quantity_of(Quantity::covered, o, other), 1);
  EXPECT_EQ(quantity_of(Quantity::covered, other, o), 0);
  EXPECT_EQ(quantity_of(Quantity::difference, o, other), 0.5);
  EXPECT_EQ(quantity_of(Quantity::square_difference, o, other), 4 - 2.25);
  other.status = Status::unbounded;
  EXPECT_TRUE(std::isnan(quantity_of(Quantity::difference, o, other)));
  EXPECT_TRUE(std::isnan(quantity_of(Quantity::square_difference, o, other)));
  EXPECT_EQ(quantity_of(Quantity::error, o, other), 2);
}

}  // namespace
}  // namespace plim::joint_stats_test
