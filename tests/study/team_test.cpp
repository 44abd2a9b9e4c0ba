#include "plim/study/team.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <gtest/gtest.h>

namespace plim::team_test {
namespace {

using Place = std::pair<std::size_t, std::uint64_t>;

std::vector<Place> places(const std::vector<BlockRange>& ranges) {
  std::vector<Place> list;
  for (const BlockRange& range : ranges) {
    for (std::uint64_t block = range.first; block < range.last; ++block)
      list.emplace_back(range.scenario, block);
  }
  return list;
}

const std::vector<BlockRange> some = {{0, 0, 3}, {1, 5, 5}, {1, 7, 8}, {0, 10, 30}};

TEST(Handout, GivesEveryBlockOnceInOrder) {
  for (const std::uint64_t most : {1, 2, 5, 100}) {
    Handout handout(some, 2);
    EXPECT_EQ(handout.left(), 24U);
    std::vector<Place> got;
    while (true) {
      const std::uint64_t left = handout.left();
      const std::vector<Place> piece = places(handout.take(most));
      if (piece.empty()) break;
      EXPECT_LE(piece.size(), most);
      EXPECT_LE(piece.size(), std::max<std::uint64_t>(1, left / 4));  // the others get as much
      EXPECT_EQ(handout.left(), left - piece.size());
      got.insert(got.end(), piece.begin(), piece.end());
    }
    EXPECT_EQ(got, places(some));
  }
}

TEST(Handout, GivesNothingToWhoAsksForNothing) {
  Handout handout(some, 1);
  EXPECT_TRUE(handout.take(0).empty());
  EXPECT_EQ(handout.left(), 24U);
  EXPECT_TRUE(Handout({}, 3).take(5).empty());
}

TEST(GrantedSupply, EndsWhenNothingIsGranted) {
  int asked = 0;
  GrantedSupply supply(
      [&](std::uint64_t most) {
        EXPECT_GT(most, 0U);
        return ++asked <= 2 ? std::vector<BlockRange>{{4, 2, 4}} : std::vector<BlockRange>();
      },
      1, nullptr);
  std::vector<Place> got;
  std::set<std::uint64_t> orders;
  while (const auto job = supply.next()) {
    got.emplace_back(job->scenario, job->block);
    orders.insert(job->order);
  }
  EXPECT_EQ(got, (std::vector<Place>{{4, 2}, {4, 3}, {4, 2}, {4, 3}}));
  EXPECT_EQ(orders.size(), 4U);
  EXPECT_FALSE(supply.next());
  EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace plim::team_test
