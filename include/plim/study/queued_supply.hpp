#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include "plim/engine/run.hpp"

namespace plim {

/// Blocks that come in lots from elsewhere, a few ahead of the threads: one of these fetches more while the
/// others go on.
class QueuedSupply : public BlockSupply {
 public:
  std::optional<Job> next() final;

 protected:
  /// How many lots are asked for at a time: at first, and at most.
  struct Pace {
    std::uint64_t first = 1, most = 1;
  };
  /// `threads`: that ask.
  QueuedSupply(Pace pace, int threads, Stop stop);

  struct Lot {
    std::uint64_t unit = 0;
    std::vector<BlockRange> blocks;
  };
  struct Lots {
    std::vector<Lot> lots;
    bool over = false;  // there will be no more
    double pause = 0;   // seconds to wait before the next question, if there are none now
  };
  /// So many lots at most; called by one thread at a time. `idle`: a thread waits for them.
  virtual Lots fetch(std::uint64_t most, bool idle) = 0;
  /// There may be more now, whatever fetch() said to wait.
  void ask_soon();
  /// Seconds since it was made.
  double now() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  void refill(std::unique_lock<std::mutex>& lock);
  std::uint64_t batch();
  void put(const Lot& lot);

  std::uint64_t batch_, most_;
  std::size_t threads_;
  Stop stop_;
  Clock::time_point start_ = Clock::now();
  double asked_ = 0;  // of the thread that refills alone
  std::mutex mutex_;  // of the following
  std::condition_variable refilled_;
  bool refilling_ = false, over_ = false;
  double not_before_ = 0;  // nothing could be had
  std::deque<Job> queue_;
  std::uint64_t order_ = 0;
};

}  // namespace plim
