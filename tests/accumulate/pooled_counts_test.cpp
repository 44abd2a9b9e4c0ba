#include "plim/accumulate/pooled_counts.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace plim::pooled_counts_test {
namespace {

TEST(PooledCounts, AddsLanesOfDenseCounts) {
  PooledCounts pool{{10, 20}};
  const std::int64_t c[] = {1, 2, 3, 4, 5, 6};  // [2][3 lanes]
  pool.add(c, 3);
  EXPECT_EQ(pool.counts, (std::vector<std::int64_t>{16, 35}));
  pool += PooledCounts{{1, 1}};
  EXPECT_EQ(pool.counts, (std::vector<std::int64_t>{17, 36}));
}

TEST(PooledCounts, NumbersThatAreNoClassAreTheLastOne) {
  PooledCounts pool{{0, 0, 0}};  // 1, 2 and all others
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double symbols[] = {0, 1, 2, 3, 1e300, nan, nan};
  const std::int64_t c[] = {1, 2, 4, 8, 16, 32, 0};
  pool.add(symbols, c, 7, 1);
  EXPECT_EQ(pool.counts, (std::vector<std::int64_t>{2, 4, 1 + 8 + 16 + 32}));
}

}  // namespace
}  // namespace plim::pooled_counts_test
