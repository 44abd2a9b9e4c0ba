#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

#include "plim/accumulate/forest.hpp"
#include "plim/engine/sink.hpp"
#include "plim/plan/plan.hpp"

namespace plim {

/// Gathers the blocks of a whole plan: a forest per scenario, and the kept replicates in their slots.
class Gather final : public BlockSink {
 public:
  /// `progress(done)` is called after each block with the number that has arrived.
  explicit Gather(const Plan& plan, std::function<void(std::uint64_t)> progress = nullptr);
  void accept(BlockRecord&& record) override;

  /// The merged accumulators of a scenario.
  Record total(std::size_t scenario) const { return scenarios_[scenario].forest.total(plan_.blocks()); }
  /// The kept values of a scenario: `[replicate][n][series]`, nats.
  const std::vector<double>& kept(std::size_t scenario) const { return scenarios_[scenario].kept; }

 private:
  struct Scenario {
    Forest forest;
    std::vector<double> kept;
  };
  const Plan& plan_;
  std::function<void(std::uint64_t)> progress_;
  std::mutex mutex_;
  std::uint64_t done_ = 0;
  std::vector<Scenario> scenarios_;
};

}  // namespace plim
