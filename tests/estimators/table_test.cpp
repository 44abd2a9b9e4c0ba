#include "plim/estimators/table.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace plim::table_test {
namespace {

TableRow row(std::uint64_t scenario, std::int64_t n, std::uint64_t replicate, double value,
             std::size_t line) {
  TableRow r;
  r.scenario = scenario;
  r.n = n;
  r.replicate = replicate;
  r.cell.value = value;
  r.line = line;
  return r;
}

TEST(EstimateTable, FindsRowsByScenarioSizeAndReplicate) {
  const EstimateTable table({row(1, 10, 0, 3, 2), row(0, 10, 1, 2, 3), row(0, 5, 7, 1, 4)});
  EXPECT_EQ(table.repeated(), nullptr);
  EXPECT_EQ(table.find(0, 5, 7)->cell.value, 1);
  EXPECT_EQ(table.find(0, 10, 1)->line, 3U);
  EXPECT_EQ(table.find(1, 10, 0)->cell.value, 3);
  EXPECT_EQ(table.find(1, 10, 1), nullptr);
  EXPECT_EQ(table.find(0, 7, 7), nullptr);
  EXPECT_EQ(EstimateTable().find(0, 1, 0), nullptr);
}

TEST(EstimateTable, TellsTheLaterOfTwoRowsOfOneSample) {
  const EstimateTable table({row(0, 5, 1, 1, 2), row(0, 5, 0, 2, 3), row(0, 5, 1, 3, 4)});
  ASSERT_NE(table.repeated(), nullptr);
  EXPECT_EQ(table.repeated()->line, 4U);
}

TEST(LookUp, GivesEveryLaneItsRowInNatsAndWithoutOneUndefined) {
  auto failed = row(2, 8, 5, not_given, 3);
  failed.status = Status::threw;
  const auto table = std::make_shared<const EstimateTable>(
      std::vector{row(2, 8, 4, 3, 2), failed, row(2, 8, 6, 1.5, 4), row(2, 9, 7, 1, 5)});
  const double bits = 1.5;  // of one unit of the estimand
  Cell cells[4];
  Status statuses[4];
  ASSERT_TRUE(look_up(table, 2, bits)->instantiate()->run(nullptr, 8, {{}, 4, 0}, {cells, statuses, 1, 4}));
  EXPECT_EQ(cells[0].value, 2);
  EXPECT_EQ(statuses[0], Status::regular);
  EXPECT_EQ(statuses[1], Status::threw);
  EXPECT_EQ(cells[2].value, 1);
  EXPECT_EQ(statuses[3], Status::undefined);
  EXPECT_TRUE(std::isnan(cells[3].value));
}

}  // namespace
}  // namespace plim::table_test
