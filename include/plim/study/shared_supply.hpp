#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "plim/engine/run.hpp"
#include "plim/io/claims.hpp"

namespace plim {

/// The blocks of those units that this worker gets, a few ahead of its threads.
class SharedSupply final : public BlockSupply {
 public:
  struct How {
    std::uint64_t first = 0;     // number of the first unit among all claims
    std::uint64_t worker = 1;    // see Claimant
    double patience = 60;        // seconds
    int threads = 1;             // that ask
    std::function<void()> save;  // makes the records of all jobs that are done safe
    std::function<bool()> over;  // true if the whole run is complete, and its claims are gone
    Stop stop;
  };
  SharedSupply(ClaimStore& store, const WorkUnits& units, How how);
  std::optional<Job> next() override;
  void done(const Job& job) override;
  std::uint64_t most() const override { return units_.blocks(); }
  /// Saves what is done, and says so. To be called when no thread asks any more.
  void close();
  /// All units are done, by whomever; of them so many by this worker.
  bool complete() const noexcept { return over_; }
  std::uint64_t claimed() const noexcept { return claimed_; }

 private:
  using Clock = std::chrono::steady_clock;
  void refill(std::unique_lock<std::mutex>& lock);
  std::vector<std::uint64_t> claim_some(bool idle);
  void say_done();
  void put(std::uint64_t unit);
  double now() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

  const WorkUnits& units_;
  How how_;
  Clock::time_point start_ = Clock::now();
  Claimant claimant_;  // of the thread that refills alone
  double asked_ = 0, saved_ = 0;
  std::uint64_t batch_ = 1;
  std::mutex mutex_;  // of the following
  std::condition_variable refilled_;
  bool refilling_ = false, over_ = false;
  double not_before_ = 0;  // nothing could be claimed
  std::deque<Job> queue_;
  std::uint64_t order_ = 0, claimed_ = 0;
  std::map<std::uint64_t, std::uint64_t> left_;  // blocks, by unit
  std::vector<std::uint64_t> finished_;          // units that are done and not said to be
};

}  // namespace plim
