#include "plim/engine/rounds.hpp"

#include <algorithm>
#include <mutex>

#include "engine/fixtures.hpp"
#include "plim/engine/worker.hpp"

namespace plim::rounds_test {
namespace {

// Three scenarios of 160 whole blocks and one of 40 replicates, of which 500 are kept; they take turns of
// several blocks.
const std::string study =
    "study = { seed = 9 }\npopulation.p = { law = \"categorical\", weights = { grid = [[1, 1], [1, 2], [1, "
    "3]] } }\nsample.x = { from = \"p\", n = { grid = [5, 20] } }\n"
    "estimate.H = { of = \"entropy\", on = \"x\", with = [\"ml\", \"miller_madow\"] }\n"
    "check.b = { estimate = \"H\", with = \"ml\", measure = \"rmse\", slope = -0.5 }\n"
    "replicates = { fixed = 10280 }\noutput = { trajectories = 500 }\n";

bool equal(const Gathered& a, const Gathered& b) {
  return a.done.replicates == b.done.replicates && a.totals == b.totals && a.kept == b.kept;
}

/// What the first blocks of every scenario come to when no more are asked for: by another way.
Gathered alone(const test::Planned& plan, std::uint64_t blocks) {
  return run(plan, first_blocks(plan, plan.allocation, blocks), Executor(1));
}

/// All blocks of a plan, in an order that a number tells.
class Shuffled final : public BlockSource {
 public:
  Shuffled(const test::Planned& plan, std::uint64_t order) {
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
      Worker worker(plan, s);
      for (std::uint64_t b = 0; b < blocks_of(plan, plan.allocation, s); ++b)
        blocks_.push_back(worker.run(b, plan.allocation.replicates[s]));
    }
    for (std::size_t i = blocks_.size(); i > 1; --i) {
      order = order * 6364136223846793005ULL + 1442695040888963407ULL;
      std::swap(blocks_[i - 1], blocks_[(order >> 33) % i]);
    }
  }
  std::optional<BlockRecord> next() override {
    if (blocks_.empty()) return std::nullopt;
    BlockRecord record = std::move(blocks_.back());
    blocks_.pop_back();
    return record;
  }

 private:
  std::vector<BlockRecord> blocks_;
};

struct Asked {
  std::vector<Gathered> of;
  Results results;
};

/// Conducts a plan in rounds up to one, from a source of blocks if there is one.
Asked asked(const test::Planned& plan, const std::vector<std::uint64_t>& ends, std::size_t last, int threads,
            BlockSource* source = nullptr) {
  Asked asked;
  ConductOptions options;
  if (source != nullptr) options.sources = {{source, "elsewhere", true}};
  options.rounds = {ends, [&](std::size_t round, const Gathered& so_far) {
                      EXPECT_EQ(round, asked.of.size());
                      asked.of.push_back(so_far);
                      return round < last;
                    }};
  asked.results = conduct(plan, plan.allocation, Executor(threads), options);
  return asked;
}

TEST(Rounds, SeeTheFirstBlocksAloneWhateverElseIsThere) {
  const test::Planned plan = test::plan_of(study);
  const std::vector<std::uint64_t> ends = {1, 3, 7, 16, 17, 50, 51, 130};
  std::vector<Gathered> expected;
  for (const std::uint64_t end : ends) expected.push_back(alone(plan, end));
  const auto check = [&](const Asked& got, std::size_t last) {
    ASSERT_EQ(got.of.size(), std::min(last + 1, ends.size()));
    for (std::size_t round = 0; round < got.of.size(); ++round)
      EXPECT_TRUE(equal(got.of[round], expected[round])) << "round " << round;
    const std::uint64_t blocks = last < ends.size() ? ends[last] : 161;
    EXPECT_EQ(got.results.replicates, std::min<std::uint64_t>(10280, 64 * blocks));
    EXPECT_FALSE(got.results.is_partial());
  };
  for (std::size_t last = 0; last <= ends.size(); ++last) {
    for (const int threads : {1, 3}) check(asked(plan, ends, last, threads), last);
    for (const std::uint64_t order : {1, 2, 3}) {
      Shuffled all(plan, order);
      check(asked(plan, ends, last, 1, &all), last);
    }
  }
}

TEST(Rounds, TheResultIsThatOfAStudyThatAsksForNoMore) {
  const test::Planned plan = test::plan_of(study);
  for (const std::uint64_t order : {0, 7}) {
    Shuffled all(plan, order);
    const Results got = asked(plan, {2, 50, 90}, 1, 2, order == 0 ? nullptr : &all).results;
    const Results expected = conduct(plan, first_blocks(plan, plan.allocation, 50), Executor(1));
    EXPECT_EQ(got.asked, expected.asked);
    ASSERT_EQ(got.groups.size(), expected.groups.size());
    for (std::size_t m = 0; m < got.groups[0].measures.size(); ++m)
      EXPECT_EQ(got.groups[0].measures[m].value, expected.groups[0].measures[m].value);
    EXPECT_EQ(got.groups[0].kept_values, expected.groups[0].kept_values);
  }
}

TEST(Rounds, BlocksBeyondTheRunAreNoneOfIts) {
  const test::Planned plan = test::plan_of(study);
  const Asked got = asked(plan, {30, 161, 400}, 9, 2);
  ASSERT_EQ(got.of.size(), 3U);
  EXPECT_TRUE(equal(got.of[1], alone(plan, 161)));
  EXPECT_TRUE(equal(got.of[2], got.of[1]));
  EXPECT_EQ(got.results.replicates, 10280U);
}

TEST(Rounds, AStopWithinARoundLeavesAWholeResultOfLess) {
  const test::Planned plan = test::plan_of(study);
  for (const int blocks : {10, 31, 59, 200, 310}) {
    std::atomic<int> left = blocks;
    ConductOptions options;
    options.stop = [&left] { return left.fetch_sub(1) <= 0; };
    options.rounds = {{5, 13, 50}, [](std::size_t, const Gathered&) { return true; }};
    const Results got = conduct(plan, plan.allocation, Executor(1), options);
    EXPECT_TRUE(got.is_partial());
    EXPECT_EQ(got.asked, 10280U);
    EXPECT_GT(got.replicates, 0U);
    Results expected = conduct(plan, equal_allocation(plan, got.replicates), Executor(1));
    EXPECT_EQ(got.groups[0].measures[0].value, expected.groups[0].measures[0].value) << blocks;
  }
}

TEST(WorkUnits, AreEachBlockOnceInOrder) {
  const test::Planned plan = test::plan_of(study);
  for (const std::uint64_t begin : {0, 5, 160}) {
    const std::vector<BlockRange> ranges = blocks_between(plan, plan.allocation, begin, 161);
    for (const std::uint64_t units : {1, 2, 7, 33, 1000}) {
      const WorkUnits work(ranges, units);
      EXPECT_EQ(work.blocks(), 3 * (161 - begin));
      EXPECT_EQ(work.size(), std::min(units, work.blocks()));
      RangeSupply all(ranges);
      for (std::uint64_t u = 0; u < work.size(); ++u) {
        const std::vector<BlockRange> unit = work.unit(u);
        std::uint64_t blocks = 0;
        for (const BlockRange& range : unit) {
          for (std::uint64_t b = range.first; b < range.last; ++b, ++blocks) {
            const std::optional<Job> job = all.next();
            ASSERT_TRUE(job);
            EXPECT_EQ(job->scenario, range.scenario);
            EXPECT_EQ(job->block, b);
          }
        }
        EXPECT_LE(blocks * work.size(), work.blocks() + work.size());
        EXPECT_GE((blocks + 1) * work.size(), work.blocks());
      }
      EXPECT_FALSE(all.next());
    }
  }
}

}  // namespace
}  // namespace plim::rounds_test
