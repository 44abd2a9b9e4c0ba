#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "plim/io/claims.hpp"
#include "plim/study/queued_supply.hpp"

namespace plim {

/// The blocks of those units that this worker gets, a unit a lot.
class SharedSupply final : public QueuedSupply {
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
  void done(const Job& job) override;
  std::uint64_t most() const override { return units_.blocks(); }
  /// Saves what is done, and says so. To be called when no thread asks any more.
  void close();
  /// All units are done, by whomever.
  bool complete() const noexcept { return over_; }

 private:
  Lots fetch(std::uint64_t most, bool idle) override;
  std::vector<Lot> claim_some(std::uint64_t most, bool idle);
  void say_done();

  const WorkUnits& units_;
  How how_;
  Claimant claimant_;  // of the thread that fetches alone
  double saved_ = 0;
  bool over_ = false;
  std::mutex mutex_;                             // of the following
  std::map<std::uint64_t, std::uint64_t> left_;  // blocks, by unit
  std::vector<std::uint64_t> finished_;          // units that are done and not said to be
};

}  // namespace plim
