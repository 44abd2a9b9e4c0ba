#include "plim/accumulate/forest.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>

#include <gtest/gtest.h>

#include "plim/core/error.hpp"

namespace plim::forest_test {
namespace {

Record record_of(std::uint64_t block) {
  Record r(2);
  r.joints.emplace_back(2);
  r.largest.resize(1);
  for (int i = 0; i < 5; ++i) {
    Observation o;
    o.cell.value = 1.0 / (1.0 + static_cast<double>(block) + 0.37 * i);
    o.truth = 0.1;
    r[0].add(o);
    o.status = i == 3 ? Status::unbounded : Status::regular;
    r[1].add(o);
    r.joints[0].add(std::vector<double>{o.cell.value, o.cell.value * i});
    r.largest[0].add(o.cell.value, o.cell.value * 1.01);
  }
  const std::int64_t counts[] = {static_cast<std::int64_t>(block), 2, 3, 4};  // [2][2 lanes]
  r.pooled.push_back({{0, 0}});
  r.pooled[0].add(counts, 2);
  return r;
}

Record total_of(const std::vector<std::uint64_t>& order) {
  Forest forest;
  for (const std::uint64_t block : order) {
    forest.put(block, record_of(block));
    forest.merge({1}, order.size());
  }
  return forest.total(order.size());
}

/// A fixed permutation of 0 .. n-1 by a linear congruence modulo a prime above n.
std::vector<std::uint64_t> shuffled(std::uint64_t n, std::uint64_t a) {
  std::vector<std::uint64_t> order;
  for (std::uint64_t x = 1; order.size() < n; x = x * a % 1009) {
    if (x - 1 < n && std::find(order.begin(), order.end(), x - 1) == order.end()) order.push_back(x - 1);
  }
  return order;
}

}  // namespace

/// A shard's blocks come far from the beginning, where few can be merged: above 4 s where each looked at all,
/// 0.1 s where it does not.
TEST(Forest, BlocksThatWaitCostNoTimeOfThoseThatCome) {
  Forest forest;
  const std::clock_t start = std::clock();
  for (std::uint64_t block = 1; block < 100'000; block += 2) {  // odd ones: no two of them are siblings
    forest.put(block, Record(0));
    forest.merge({1, 1}, 0);
  }
  EXPECT_EQ(forest.held(), 50'000U);
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 4);
}

TEST(Forest, AnyOrderOfArrivalGivesTheSameBytes) {
  for (const std::uint64_t n : {1u, 2u, 3u, 7u, 64u, 100u}) {
    std::vector<std::uint64_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    const Record expected = total_of(order);
    std::reverse(order.begin(), order.end());
    EXPECT_EQ(total_of(order), expected) << n;
    for (const std::uint64_t a : {11u, 17u, 22u, 26u}) {  // primitive roots of 1009
      EXPECT_EQ(total_of(shuffled(n, a)), expected) << n;
    }
  }
}

// The mutant: a plain left fold is another shape of sum, so its bytes differ; were they equal, the test above
// could not tell a forest from a fold in order of arrival.
TEST(Forest, ALeftFoldIsNotTheForest) {
  std::vector<std::uint64_t> order(100);
  std::iota(order.begin(), order.end(), 0u);
  Record fold = record_of(99);
  for (std::uint64_t b = 99; b-- > 0;) {
    fold += record_of(b);
  }
  EXPECT_NE(fold, total_of(order));
}

TEST(Forest, HoldsLogarithmicallyManyRecords) {
  Forest forest;
  for (std::uint64_t b = 0; b < 1023; ++b) {
    forest.put(b, record_of(b));
    forest.merge({1}, b + 1);
    ASSERT_LE(forest.held(), 10u);
  }
}

TEST(Forest, MissingAndDoubleBlocksAreFound) {
  Forest forest;
  forest.put(0, record_of(0));
  forest.put(2, record_of(2));
  EXPECT_THROW(forest.put(2, record_of(2)), Error);
  EXPECT_THROW(forest.total(3), Error);
  forest.put(1, record_of(1));
  forest.merge({4}, 4);
  EXPECT_THROW(forest.put(1, record_of(1)), Error);  // merged with its neighbour by now
}

// Blocks 0 .. 10 have come, of which none is settled: totals of 1, 2, 4 and 8 are still to be had.
TEST(Forest, WhatIsNotSettledIsMergedInReachAlone) {
  Forest forest;
  for (std::uint64_t b = 0; b < 11; ++b) {
    forest.put(b, record_of(b));
    forest.merge({4}, 0);
  }
  EXPECT_EQ(forest.held(), 6u);  // 0, 1, 2 3, 4 .. 7, 8 9, 10
  for (const std::uint64_t blocks : {1u, 2u, 4u, 8u, 11u}) {
    std::vector<std::uint64_t> order(blocks);
    std::iota(order.begin(), order.end(), 0u);
    Forest copy = forest;
    copy.merge({4}, blocks);
    EXPECT_EQ(copy.total(blocks), total_of(order)) << blocks;
  }
}

// However what is settled and where fences stand changes meanwhile, as many records are left as of a forest
// that gets all at once.
TEST(Forest, MergesByAndByWhatItWouldMergeAtOnce) {
  const std::vector<std::uint64_t> order = shuffled(300, 11);
  Forest forest;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::vector<std::uint64_t> fences =
        i < 250 ? std::vector<std::uint64_t>{37, 64, 101} : std::vector<std::uint64_t>{101};
    const Forest::Reach reach{8, 4, fences};
    const std::uint64_t settled = i < 100 ? 0 : i - 100;
    forest.put(order[i], record_of(order[i]));
    forest.merge(reach, settled);
    Forest at_once;
    for (std::size_t j = 0; j <= i; ++j) at_once.put(order[j], record_of(order[j]));
    at_once.merge(reach, settled);
    ASSERT_EQ(forest.held(), at_once.held()) << i;
  }
}

// Of 40 blocks, of which none is settled, totals remain of all that end a turn of at most an eighth.
TEST(Forest, PartsOfWhatComesBeforeCanBeLeftOut) {
  Forest forest;
  for (std::uint64_t b = 0; b < 40; ++b) {
    forest.put(b, record_of(b));
    forest.merge({4, 8}, 0);
  }
  EXPECT_EQ(forest.held(), 16u + 8u + 2u);  // 0 .. 15, 16 17, ..., 30 31, 32 .. 35, 36 .. 39
  for (const std::uint64_t blocks : {1u, 7u, 15u, 18u, 30u, 36u, 40u}) {
    std::vector<std::uint64_t> order(blocks);
    std::iota(order.begin(), order.end(), 0u);
    Forest copy = forest;
    copy.merge({4, 8}, blocks);
    EXPECT_EQ(copy.total(blocks), total_of(order)) << blocks;
  }
}

// Nothing is merged across a fence, so totals before it remain whatever has come behind it, in any order.
TEST(Forest, TotalsBeforeAFenceRemain) {
  const std::vector<std::uint64_t> fences = {3, 10, 11, 26};
  for (const bool backwards : {false, true}) {
    Forest forest;
    for (std::uint64_t i = 0; i < 40; ++i) {
      const std::uint64_t b = backwards ? 39 - i : i;
      forest.put(b, record_of(b));
      forest.merge({64, 1, fences}, backwards ? 0 : b + 1);
    }
    EXPECT_LT(forest.held(), 24u);
    std::vector<std::uint64_t> order;
    for (std::size_t f = 0; f < fences.size(); ++f) {
      while (order.size() < fences[f]) order.push_back(order.size());
      forest.merge({64, 1, std::span(fences).subspan(f)}, fences[f]);
      EXPECT_EQ(forest.total(fences[f]), total_of(order)) << fences[f];
    }
  }
}

// Exact sums in long double of a short sample with a large offset.
TEST(Moments, AgreeWithDirectSums) {
  std::vector<double> x;
  for (int i = 0; i < 40; ++i) x.push_back(1e6 + std::sqrt(1.0 + i) * (i % 3 - 1));
  Moments whole, left, right;
  for (std::size_t i = 0; i < x.size(); ++i) {
    whole.add(x[i]);
    (i < 13 ? left : right).add(x[i]);
  }
  left += right;
  long double mean = 0, m2 = 0, m3 = 0, m4 = 0;
  for (const double v : x) mean += v;
  mean /= x.size();
  for (const double v : x) {
    const long double d = v - mean;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  for (const Moments& m : {whole, left}) {
    EXPECT_EQ(m.count, 40);
    EXPECT_NEAR(m.mean, static_cast<double>(mean), 1e-9);
    EXPECT_NEAR(m.m2 / static_cast<double>(m2), 1, 1e-10);
    EXPECT_NEAR(m.m3, static_cast<double>(m3), 1e-6 * static_cast<double>(m4));
    EXPECT_NEAR(m.m4 / static_cast<double>(m4), 1, 1e-9);
  }
}

TEST(SeriesStats, FailuresAreCountedAndNeverAveraged) {
  SeriesStats s;
  Observation o;
  o.truth = 1;
  o.cell = {2, not_given, 0.5, 3};
  s.add(o);
  o.cell.value = std::numeric_limits<double>::infinity();
  s.add(o);
  o.cell.value = not_given;
  s.add(o);
  o.cell.value = 5;
  o.status = Status::unbounded;
  s.add(o);
  EXPECT_EQ(s.error.count, 1);
  EXPECT_EQ(s.error.mean, 1);
  EXPECT_EQ(s.covered, 1);
  EXPECT_EQ(s.statuses[static_cast<std::size_t>(Status::infinite)], 1);
  EXPECT_EQ(s.statuses[static_cast<std::size_t>(Status::undefined)], 1);
  EXPECT_EQ(s.statuses[static_cast<std::size_t>(Status::unbounded)], 1);
}

}  // namespace plim::forest_test
