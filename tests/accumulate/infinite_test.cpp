#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "plim/accumulate/series_stats.hpp"

namespace plim::infinite_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

SeriesStats stats_of(const std::vector<double>& values) {
  SeriesStats s;
  for (const double v : values) s.add({Cell{v}, std::isinf(v) ? Status::infinite : Status::regular});
  return s;
}

TEST(SeriesStats, SumsTheInfiniteEstimatesApart) {
  const SeriesStats none = stats_of({1, 2}), up = stats_of({1, infinity}), down = stats_of({-infinity});
  EXPECT_EQ(none.infinite_sum, 0);
  EXPECT_EQ(up.infinite_sum, infinity);
  EXPECT_EQ(up.infinite(), 1);
  EXPECT_EQ(up.error.mean, 1);
  SeriesStats merged = none;
  merged += up;
  EXPECT_EQ(merged.infinite_sum, infinity);
  merged += down;
  EXPECT_TRUE(std::isnan(merged.infinite_sum)) << "of both signs";
  EXPECT_EQ(merged.infinite(), 2);
}

TEST(SeriesStats, AnInfiniteEstimateWithoutItsSignIsNotTaken) {
  SeriesStats s;
  s.add({Cell{}, Status::infinite});
  EXPECT_TRUE(std::isnan(s.infinite_sum));
}

}  // namespace
}  // namespace plim::infinite_test
