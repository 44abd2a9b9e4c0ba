#include "plim/engine/gather.hpp"

#include "fixtures.hpp"
#include "plim/core/error.hpp"
#include "plim/engine/worker.hpp"

namespace plim::gather_test {
namespace {

const std::string three =
    "study = { seed = 3 }\npopulation.p = { law = \"categorical\", weights = { grid = [[1, 1], [1, 2], [1, "
    "3]] } }\n"
    "sample.x = { from = \"p\", n = { grid = [5, 20] } }\nestimate.H = { of = \"entropy\", on = \"x\", with "
    "= [\"ml\", "
    "\"miller_madow\"] }\n";

test::Planned plan_with(std::uint64_t replicates, const std::string& more = "") {
  return test::plan_of(three + more + "replicates = { fixed = " + std::to_string(replicates) + " }\n");
}

/// All blocks of a plan, in the order in which they run.
std::vector<BlockRecord> blocks_of_run(const test::Planned& plan) {
  std::vector<BlockRecord> records;
  for (const BlockRange& r : missing_blocks(plan, plan.allocation, Gather(plan, plan.allocation))) {
    Worker worker(plan, r.scenario);
    for (std::uint64_t b = r.first; b < r.last; ++b)
      records.push_back(worker.run(b, plan.allocation.replicates[r.scenario]));
  }
  return records;
}

bool equal(const Gathered& a, const Gathered& b) {
  return a.done.replicates == b.done.replicates && a.totals == b.totals && a.kept == b.kept;
}

}  // namespace

// The turns of every power of two are an eighth of it, from one block to four.
TEST(Turns, AreAPartOfWhatComesBefore) {
  const Turns turns(4, 8);
  std::uint64_t turn = 0, begin = 0;
  for (const std::uint64_t length : {1, 1, 2, 4, 4}) {
    for (int eighth = 0; eighth < 8; ++eighth, ++turn, begin += length) {
      EXPECT_EQ(turns.begin(turn), begin);
      for (std::uint64_t b = begin; b < begin + length; ++b) EXPECT_EQ(turns.completed(b), turn) << b;
    }
  }
}

TEST(Turns, DoubleUpToTheLongest) {
  const Turns turns(4);
  const std::uint64_t begins[] = {0, 1, 2, 4, 8, 12, 16};
  for (std::uint64_t t = 0; t < std::size(begins); ++t) {
    EXPECT_EQ(turns.begin(t), begins[t]);
    EXPECT_EQ(turns.completed(begins[t]), t);
    if (t > 0) {
      EXPECT_EQ(turns.completed(begins[t] - 1), t - 1);
    }
  }
}

// Whatever was run when a run is stopped, what it comes to is that of a study that asks for the common
// blocks.
TEST(Gather, AStoppedRunIsAShorterOne) {
  const test::Planned plan = plan_with(64 * 300 + 5);
  ASSERT_EQ(plan.scenarios.size(), 3U);
  EXPECT_EQ(turns_of(plan, plan.allocation).longest(), 8U);
  const std::vector<BlockRecord> records = blocks_of_run(plan);
  EXPECT_EQ(records.size(), 3 * 301U);
  for (const std::size_t stop : {0U, 2U, 3U, 4U, 9U, 11U, 12U, 23U, 24U, 100U, 500U, 902U, 903U}) {
    Gather gather(plan, plan.allocation);
    // Two jobs that are in other threads' hands come late, or never.
    const auto late = [stop](std::size_t i) { return i + 3 == stop; };
    for (std::size_t i = 0; i < stop; ++i) {
      if (!late(i)) gather.accept(BlockRecord(records[i]));
    }
    if (stop >= 3 && stop % 2 == 0) gather.accept(BlockRecord(records[stop - 3]));
    const std::uint64_t common = gather.common();
    const Gathered stopped = gather.finish();
    const std::uint64_t replicates = std::min<std::uint64_t>(64 * common, 64 * 300 + 5);
    if (replicates == 0) {
      EXPECT_LT(stop, 6U);
      continue;
    }
    const test::Planned shorter = plan_with(replicates);
    EXPECT_TRUE(equal(stopped, test::gathered(shorter, 1))) << stop << " " << common;
  }
}

// The mutant: one block is missing in the first scenario alone.
TEST(Gather, ABlockThatOneScenarioLacksIsNotCommon) {
  const test::Planned plan = plan_with(64 * 8);
  Gather gather(plan, plan.allocation);
  for (BlockRecord& record : blocks_of_run(plan)) {
    if (record.scenario != 0 || record.block != 5) gather.accept(std::move(record));
  }
  EXPECT_EQ(gather.common(), 5U);
  const std::vector<BlockRange> missing = missing_blocks(plan, plan.allocation, gather);
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].scenario, 0U);
  EXPECT_EQ(missing[0].first, 5U);
  EXPECT_EQ(missing[0].last, 6U);
}

TEST(Gather, ABlockFromElsewhereMayComeTwiceButNotWithOtherNumbers) {
  const test::Planned plan = plan_with(64 * 4);
  std::vector<BlockRecord> records = blocks_of_run(plan);
  Gather gather(plan, plan.allocation);
  for (const BlockRecord& record : records) gather.take(BlockRecord(record));
  gather.take(BlockRecord(records[5]));
  BlockRecord other = records[7];
  other.stats.series[0].error.mean = std::nextafter(other.stats.series[0].error.mean, 1.0);
  EXPECT_THROW(gather.take(std::move(other)), Error);
  other = records[7];
  other.kept.push_back(0);
  EXPECT_THROW(gather.take(std::move(other)), Error);
  EXPECT_TRUE(equal(gather.finish(), test::gathered(plan, 2)));
}

TEST(Gather, ScenariosMayHaveOtherNumbersOfReplicates) {
  const test::Planned plan = plan_with(64 * 20);
  const Allocation uneven{{64 * 20, 64 * 3, 100}};
  const Gathered gathered = run(plan, uneven, Executor(2));
  EXPECT_EQ(gathered.done.replicates, uneven.replicates);
  for (std::size_t s = 0; s < 3; ++s) {
    const Gathered alone = run(plan, equal_allocation(plan, uneven.replicates[s]), Executor(1));
    EXPECT_EQ(gathered.totals[s], alone.totals[s]) << s;
  }
}

}  // namespace plim::gather_test
