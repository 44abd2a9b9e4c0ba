#include "plim/study/conduct.hpp"

#include <algorithm>
#include <mutex>
#include <sstream>

#include "engine/fixtures.hpp"
#include "plim/core/error.hpp"
#include "plim/engine/block_bytes.hpp"
#include "plim/io/results_file.hpp"

namespace plim::conduct_test {
namespace {

const std::string design =
    "study = { seed = 5 }\npopulation.p = { law = \"categorical\", weights = { grid = [[1, 1], [1, 2], [1, "
    "3]] } }\n"
    "sample.x = { from = \"p\", n = { grid = [5, 20] } }\nreplicates = { fixed = 1000 }\n";
const std::string one = "estimate.H = { of = \"entropy\", on = \"x\", with = [\"ml\"] }\n";
const std::string two = "estimate.H = { of = \"entropy\", on = \"x\", with = [\"ml\", \"miller_madow\"] }\n";
const std::string check =
    "check.a = { estimate = \"H\", with = \"ml\", measure = \"bias\", at_most = 0 }\n"
    "check.b = { estimate = \"H\", with = \"ml\", measure = \"rmse\", slope = -0.5 }\n"
    "check.c = { sample = \"x\", fits = \"population\" }\n";
const std::string paired =
    "check.d = { estimate = \"H\", with = \"ml\", measure = \"rmse\", above = \"miller_madow\" }\n";

/// The bytes of the file of a result.
std::string file_of(const Results& results) {
  const test::TemporaryFile file("conduct.h5", "");
  write_results(file.path(), results, {"", "", ""});
  std::ifstream in(file.path(), std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

/// Blocks as bytes, from many threads and to one.
class Store final : public BlockSource {
 public:
  explicit Store(const Plan& plan) : plan_(&plan) {
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) layouts_.emplace_back(plan, s);
  }
  void keep(const BlockRecord& record) {
    const std::lock_guard lock(mutex_);
    blocks_.push_back({record.scenario, layouts_[record.scenario].bytes(), bytes_of(record)});
  }
  /// Of a store of another plan with as many scenarios.
  void take(const Store& other) { blocks_.insert(blocks_.end(), other.blocks_.begin(), other.blocks_.end()); }
  std::optional<BlockRecord> next() override {
    while (!blocks_.empty()) {
      const Block block = std::move(blocks_.back());
      blocks_.pop_back();
      BlockMap::Read read = block.read(*plan_);
      missing += read.missing.size();
      if (read.missing.empty()) return std::move(read.record);
    }
    return std::nullopt;
  }
  struct Block {
    std::size_t scenario;
    std::string layout, bytes;
    BlockMap::Read read(const Plan& plan) const {
      return BlockMap(plan, scenario, BlockLayout(layout)).read(plan, bytes);
    }
  };
  std::size_t size() const { return blocks_.size(); }
  const Block& operator[](std::size_t i) const { return blocks_[i]; }
  std::size_t missing = 0;

 private:
  const Plan* plan_;
  std::vector<BlockLayout> layouts_;
  std::mutex mutex_;
  std::vector<Block> blocks_;
};

/// Runs the blocks of a plan that a rule names, into a store.
void run_into(Store& store, const test::Planned& plan, const Rule& rule) {
  ConductOptions options;
  options.rule = rule;
  options.keep = [&store](const BlockRecord& record) { store.keep(record); };
  conduct(plan, plan.allocation, Executor(2), options);
}

}  // namespace

TEST(Conduct, ShardsInAnyOrderGiveTheBytesOfOneRun) {
  const test::Planned plan = test::plan_of(design + two + check + paired);
  const std::string whole = file_of(test::conducted(plan));
  Store shards(plan);
  for (std::uint64_t shard = 0; shard < 3; ++shard) {
    bool done = false;
    run_into(shards, plan, [&](const Gather&) {
      std::vector<BlockRange> ranges;
      for (std::size_t s = 0; s < 3 && !done; ++s) {
        for (std::uint64_t b = shard; b < 16; b += 3) ranges.push_back({s, b, b + 1});
      }
      done = true;
      return ranges;
    });
  }
  EXPECT_EQ(shards.size(), 48U);
  Store twice(plan);
  twice.take(shards);
  twice.take(shards);  // double work is harmless
  std::size_t ran = 0;
  ConductOptions options;
  options.sources = {{&twice, "shards", true}};
  options.keep = [&ran](const BlockRecord&) { ++ran; };
  const Results merged = conduct(plan, plan.allocation, Executor(1), options);
  EXPECT_EQ(ran, 0U);
  EXPECT_EQ(file_of(merged), whole);
}

// Else a journal would be written behind a part of what it holds, and lose the rest.
TEST(Conduct, WhatIsKeptIsReadToItsEndBeforeAnythingElseIsKept) {
  const test::Planned plan = test::plan_of(design + two);
  Store kept(plan), others(plan);
  run_into(kept, plan, nullptr);
  run_into(others, plan, nullptr);
  ConductOptions options;
  options.sources = {{&others, "another", false}, {&kept, "journal", true}};
  options.keep = [](const BlockRecord&) { ADD_FAILURE() << "a block was kept twice"; };
  conduct(plan, plan.allocation, Executor(1), options);
}

TEST(Conduct, RoundsGiveTheBytesOfOneRun) {
  const test::Planned plan = test::plan_of(design + two + check);
  std::uint64_t rounds = 0;
  ConductOptions options;
  options.rule = [&](const Gather& gather) {
    EXPECT_EQ(gather.common(), std::min<std::uint64_t>(16, 4 * rounds));
    std::vector<BlockRange> ranges;
    for (std::size_t s = 0; s < 3 && rounds < 4; ++s) ranges.push_back({s, 4 * rounds, 4 * rounds + 4});
    ++rounds;
    return ranges;
  };
  EXPECT_EQ(file_of(conduct(plan, plan.allocation, Executor(2), options)), file_of(test::conducted(plan)));
  EXPECT_EQ(rounds, 5U);
}

TEST(Conduct, AStoppedRunIsTheRunThatAsksForNoMore) {
  const test::Planned plan = test::plan_of(design + two + check + paired);
  for (const int blocks : {0, 2, 3, 7, 20, 60}) {
    std::atomic<int> left = blocks;
    ConductOptions options;
    options.stop = [&left] { return left.fetch_sub(1) <= 0; };
    const Results stopped = conduct(plan, plan.allocation, Executor(1), options);
    EXPECT_EQ(stopped.asked, 1000U);
    EXPECT_EQ(stopped.is_partial(), blocks < 60);
    if (stopped.replicates == 0) {
      EXPECT_LT(blocks, 4);
      EXPECT_TRUE(stopped.checks.empty());
      continue;
    }
    Results shorter = conduct(plan, equal_allocation(plan, stopped.replicates), Executor(2));
    EXPECT_FALSE(shorter.is_partial());
    shorter.asked = 1000;
    EXPECT_EQ(file_of(stopped), file_of(shorter)) << blocks;
  }
}

TEST(Conduct, OneMoreCheckOrEstimatorLeavesOldBlocksReadable) {
  const test::Planned small = test::plan_of(design + one),
                      large = test::plan_of(design + two + check + paired);
  Store of_small(small), of_large(large);
  run_into(of_small, small, nullptr);
  run_into(of_large, large, nullptr);
  // A study that asks for less finds all of it.
  Store less(small);
  less.take(of_large);
  ConductOptions options;
  options.sources = {{&less, "blocks", true}};
  options.keep = [](const BlockRecord&) { ADD_FAILURE() << "a block was run again"; };
  EXPECT_EQ(file_of(conduct(small, small.allocation, Executor(1), options)), file_of(test::conducted(small)));
  EXPECT_EQ(less.missing, 0U);
  // One that asks for more finds what there is, and knows what is missing: miller_madow at both sizes, its
  // kept values (in the first block), the joints and pooled counts of the checks.
  const Gathered fresh = test::gathered(large, 1);
  std::vector<Record> totals;
  for (std::size_t s = 0; s < 3; ++s) {
    Forest forest;
    for (std::size_t i = 0; i < of_small.size(); ++i) {
      if (of_small[i].scenario != s) continue;
      BlockMap::Read read = of_small[i].read(large);
      const ScenarioPlan& plan = large.scenarios[s];
      const std::size_t kept = read.record.block == 0 ? 2 : 0;
      EXPECT_EQ(read.missing.size(), 2 + kept + plan.joints.size() + plan.pooled.size());
      forest.put(read.record.block, std::move(read.record.stats));
    }
    forest.merge({16}, 16);
    const Record total = forest.total(16);
    EXPECT_EQ(total[0], fresh.totals[s][0]);  // ml at both sizes
    EXPECT_EQ(total[2], fresh.totals[s][2]);
    EXPECT_NE(total[1], fresh.totals[s][1]);
  }
}

TEST(Conduct, BlocksOfAnotherStudyAreRefused) {
  const test::Planned plan = test::plan_of(design + one);
  Store store(plan);
  run_into(store, plan, nullptr);
  const test::Planned other =
      test::plan_of(design.substr(0, 17) + "6" + design.substr(18) + one);  // another seed
  EXPECT_NE(other.seed, plan.seed);
  const BlockLayout layout(store[0].layout);
  EXPECT_EQ(layout, BlockLayout(plan, store[0].scenario));
  EXPECT_THROW(BlockMap(other, store[0].scenario, layout), Error);
  EXPECT_THROW(BlockMap(plan, (store[0].scenario + 1) % 3, layout), Error);
  const BlockMap map(plan, store[0].scenario, layout);
  for (std::size_t cut = 0; cut < store[0].bytes.size(); ++cut)
    EXPECT_THROW(map.read(plan, store[0].bytes.substr(0, cut)), Error);
  for (std::size_t cut = 0; cut < store[0].layout.size(); ++cut)
    EXPECT_THROW(BlockLayout(store[0].layout.substr(0, cut)), Error);
}

}  // namespace plim::conduct_test
