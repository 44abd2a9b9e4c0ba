#pragma once
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "plim/accumulate/forest.hpp"
#include "plim/core/digest.hpp"
#include "plim/engine/allocation.hpp"
#include "plim/engine/sink.hpp"

namespace plim {

/// What a run came to: the merged accumulators of every scenario, and the values that are kept.
struct Gathered {
  Allocation done;                        // the replicates that it rests on
  std::vector<Record> totals;             // [scenario]
  std::vector<std::vector<double>> kept;  // [scenario][replicate][n][series], nats
};

/// Gathers the blocks of a plan: a forest per scenario, and the kept replicates in their slots.
class Gather final : public BlockSink {
 public:
  /// `progress(done, all)` is called, by one thread at a time, with the number of blocks that have arrived.
  using Progress = std::function<void(std::uint64_t done, std::uint64_t all)>;
  Gather(const Plan& plan, const Allocation& allocation, Progress progress = nullptr);

  /// Takes a block that was run here; each comes once.
  void accept(BlockRecord&& record) override;
  /// Whether the study has that block, with as many replicates.
  bool has_place(std::size_t scenario, std::uint64_t block, std::uint64_t replicates) const noexcept;
  /// Whether the study has a place for a block that comes from elsewhere, with as many replicates, and it is
  /// not there yet. One that came before with other numbers is an alarm: Error(data).
  bool wants(const BlockRecord& record) const;
  /// Takes a block from elsewhere that is wanted; false if it is not.
  bool take(BlockRecord&& record);

  /// The blocks of a range that are not there yet, in their order.
  std::vector<BlockRange> missing(const BlockRange& range) const;
  /// The blocks from 0 on that every scenario has, in whole turns; a scenario with fewer has all of its own.
  std::uint64_t common() const;
  /// Blocks that have arrived, and that the study has.
  std::uint64_t done() const;
  std::uint64_t all() const noexcept { return all_; }
  /// What the first `most` blocks came to, or, where not every scenario has them, the common ones: the same,
  /// bit by bit, as if no others had been asked for. A fence stands, or stood, behind `most`. Ends the
  /// gathering.
  Gathered finish(std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

  /// Keeps it possible to ask for the first so many blocks, ascending. To be called before any are there.
  void fence(std::vector<std::uint64_t> blocks) { fences_ = std::move(blocks); }
  /// What the first so many blocks of every scenario came to, which are all there; a fence stands behind them
  /// and none before. Takes the fence away. Not while blocks arrive.
  Gathered first(std::uint64_t blocks);

 private:
  struct Scenario {
    Forest forest;
    std::vector<double> kept;
    std::uint64_t blocks = 0;               // that it is to have
    std::uint64_t prefix = 0;               // blocks 0 .. prefix - 1 are here
    std::set<std::uint64_t> ahead;          // further ones
    std::map<std::uint64_t, Digest> taken;  // of blocks from elsewhere
    mutable std::mutex mutex;
  };

  void put(Scenario& scenario, BlockRecord&& record);
  void complete_turns(std::uint64_t before, std::uint64_t now, bool all);
  void announce();
  Gathered gathered(std::uint64_t blocks);
  std::size_t values_kept(std::size_t scenario, std::uint64_t replicates) const;
  Forest::Reach reach() const noexcept { return {turns_.longest(), turns_.parts(), fences_}; }

  const Plan& plan_;
  Allocation allocation_;
  Progress progress_;
  Turns turns_;
  std::vector<std::uint64_t> fences_;
  std::uint64_t all_ = 0;  // blocks
  std::vector<Scenario> scenarios_;
  mutable std::mutex mutex_;             // of the following
  std::uint64_t done_ = 0, shared_ = 0;  // turns that every scenario has
  std::vector<std::size_t> arrived_;     // [turn] scenarios that have it
};

/// Of all numbers of it.
Digest digest_of(const Gathered& gathered);

/// All blocks, scenarios taking turns.
std::vector<BlockRange> blocks_in_turns(const Plan& plan, const Allocation& allocation);
/// Of these the blocks that are not there yet.
std::vector<BlockRange> missing_blocks(const Plan& plan, const Allocation& allocation, const Gather& gather);

}  // namespace plim
