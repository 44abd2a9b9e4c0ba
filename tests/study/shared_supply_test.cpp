#include "plim/study/shared_supply.hpp"

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include <gtest/gtest.h>

namespace plim::shared_supply_test {
namespace {

using Block = std::pair<std::size_t, std::uint64_t>;

/// Claims in memory, of which all workers have one view.
class Store {
 public:
  bool claim(std::uint64_t worker, std::uint64_t unit, unsigned attempt) {
    const std::lock_guard lock(mutex_);
    std::vector<std::uint64_t>& by = by_[unit];
    if (by.size() + 1 != attempt) return false;
    by.push_back(worker);
    return true;
  }
  void finish(std::uint64_t unit) {
    const std::lock_guard lock(mutex_);
    done_.insert(unit);
  }
  std::vector<UnitState> page(std::uint64_t page) {
    const std::lock_guard lock(mutex_);
    std::vector<UnitState> units(claims_per_page);
    for (std::uint64_t i = 0; i < units.size(); ++i) {
      const std::uint64_t unit = page * claims_per_page + i;
      const auto by = by_.find(unit);
      units[i] = {by == by_.end() ? 0 : static_cast<unsigned>(by->second.size()), done_.count(unit) != 0};
    }
    return units;
  }
  Pulse pulse(std::uint64_t unit, unsigned attempt) {
    const std::lock_guard lock(mutex_);
    const std::uint64_t worker = by_.at(unit).at(attempt - 1);
    return {worker, worker == dead ? 1 : ++beats_, worker == dead};
  }
  std::size_t done() {
    const std::lock_guard lock(mutex_);
    return done_.size();
  }

  static constexpr std::uint64_t dead = 99;

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, std::vector<std::uint64_t>> by_;
  std::set<std::uint64_t> done_;
  std::uint64_t beats_ = 0;
};

/// A worker whose records are safe once they were saved.
class SimulatedWorker final : public ClaimStore {
 public:
  SimulatedWorker(Store& store, const WorkUnits& units, std::uint64_t first, std::uint64_t number)
      : store_(store), units_(units), first_(first), number_(number) {}
  bool claim(std::uint64_t unit, unsigned attempt) override { return store_.claim(number_, unit, attempt); }
  void finish(std::uint64_t unit) override {
    {
      const std::lock_guard lock(mutex_);
      for (const BlockRange& range : units_.unit(unit - first_)) {
        for (std::uint64_t b = range.first; b < range.last; ++b)
          EXPECT_EQ(safe_.count({range.scenario, b}), 1U) << "said to be done before it was safe";
      }
    }
    store_.finish(unit);
  }
  std::vector<UnitState> page(std::uint64_t page) override { return store_.page(page); }
  Pulse pulse(std::uint64_t unit, unsigned attempt) override { return store_.pulse(unit, attempt); }

  void keep(const Job& job) {
    const std::lock_guard lock(mutex_);
    EXPECT_TRUE(kept_.insert({job.scenario, job.block}).second);
  }
  void save() {
    const std::lock_guard lock(mutex_);
    safe_ = kept_;
  }
  std::set<Block> safe() const { return safe_; }

 private:
  Store& store_;
  const WorkUnits& units_;
  std::uint64_t first_, number_;
  std::mutex mutex_;
  std::set<Block> kept_, safe_;
};

/// Asks and works on some threads until there is no more, or `most` blocks were done.
bool work(SimulatedWorker& worker, const WorkUnits& units, std::uint64_t first, std::uint64_t number,
          int threads, std::uint64_t most) {
  std::atomic<std::uint64_t> done = 0;
  SharedSupply::How how;
  how.first = first;
  how.worker = number;
  how.patience = 0.2;
  how.threads = threads;
  how.save = [&worker] { worker.save(); };
  how.stop = [&done, most] { return done >= most; };
  SharedSupply supply(worker, units, how);
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t)
    all.emplace_back([&] {
      while (!how.stop()) {
        const std::optional<Job> job = supply.next();
        if (!job) return;
        worker.keep(*job);
        supply.done(*job);
        ++done;
      }
    });
  for (std::thread& thread : all) thread.join();
  supply.close();
  return supply.complete();
}

TEST(SharedSupply, ThreadsOfSeveralWorkersDoEachBlockOnceAndSayItWhenItIsSafe) {
  const std::uint64_t first = 1500;  // units of another round before
  const WorkUnits units({{0, 0, 700}, {1, 10, 900}, {0, 700, 1300}}, 400);
  Store store;
  ASSERT_TRUE(store.claim(Store::dead, first + 3, 1));  // one that nobody will do
  std::vector<std::unique_ptr<SimulatedWorker>> workers;
  std::vector<std::thread> all;
  std::atomic<int> complete = 0;
  for (std::uint64_t w = 1; w <= 3; ++w)
    workers.push_back(std::make_unique<SimulatedWorker>(store, units, first, w));
  for (std::uint64_t w = 1; w <= 3; ++w)
    all.emplace_back([&, w] { complete += work(*workers[w - 1], units, first, w, 2, ~std::uint64_t{0}); });
  for (std::thread& thread : all) thread.join();
  EXPECT_EQ(complete, 3);
  EXPECT_EQ(store.done(), units.size());
  std::size_t blocks = 0;
  std::set<Block> together;
  for (const auto& worker : workers) {
    const std::set<Block> safe = worker->safe();
    blocks += safe.size();
    together.insert(safe.begin(), safe.end());
  }
  EXPECT_EQ(together.size(), units.blocks());
  EXPECT_EQ(blocks, units.blocks());
}

TEST(SharedSupply, WhoIsStoppedSaysWhatIsWholeAndNoMore) {
  const WorkUnits units({{0, 0, 100}}, 10);
  Store store;
  SimulatedWorker worker(store, units, 0, 1);
  EXPECT_FALSE(work(worker, units, 0, 1, 1, 25));
  EXPECT_EQ(store.done(), 2U);  // of ten blocks each, and not the third, of which five are done
  EXPECT_GE(worker.safe().size(), 20U);
}

}  // namespace
}  // namespace plim::shared_supply_test
