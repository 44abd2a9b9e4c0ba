#pragma once
#include <functional>

#include "plim/engine/rounds.hpp"
#include "plim/io/claim_folder.hpp"
#include "plim/study/load.hpp"
#include "plim/study/run_folder.hpp"
#include "plim/study/run_journal.hpp"
#include "plim/study/shared_supply.hpp"

namespace plim::cli {

/// One of the workers who share a run in a folder. Each round is so many units and one more, which is to
/// decide if there is another; after the last comes the unit that puts all together.
class SharedWorker {
 public:
  struct How {
    const Rounds* rounds = nullptr;
    double patience = 60;  // seconds without a heartbeat
    Stop stop;
  };
  /// All are to outlive it.
  SharedWorker(const Loaded& study, const Executor& executor, RunFolder& folder, ClaimFolder& claims,
               RunJournal& journal, BlockSink& sink, How how);

  /// Works until the run is over, and calls `last` if this worker is the one to put all together, which says
  /// so in the folder. False if it was stopped before.
  bool work(const std::function<void()>& last);

 private:
  bool run_round(std::uint64_t begin, std::uint64_t end);
  bool share_unit(const std::function<void()>& task, const std::function<bool()>& made);
  void wait(double seconds) const;
  void decide(std::size_t round, std::uint64_t end);
  bool stopped() const { return how_.stop && how_.stop(); }

  const Loaded& study_;
  const Executor& executor_;
  RunFolder& folder_;
  ClaimFolder& claims_;
  RunJournal& journal_;
  BlockSink& sink_;
  How how_;
  std::uint64_t next_ = 0;  // number of the next unit
};

}  // namespace plim::cli
