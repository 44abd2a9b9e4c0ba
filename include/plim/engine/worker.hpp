#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "plim/engine/sink.hpp"
#include "plim/plan/plan.hpp"

namespace plim {

/// One thread at work on one scenario: its view source, derivers, estimators' instances and cells. All that a
/// replicate needs is allocated here, so that the loop over replicates allocates nothing.
class Worker {
 public:
  /// `needed`: which estimators are to run, `[n][estimator]`; empty: all. What is recorded of the others is
  /// of no meaning.
  Worker(const Plan& plan, std::size_t scenario, std::vector<bool> needed = {});
  std::size_t scenario() const noexcept { return index_; }

  /// Runs the replicates of one block of a scenario that has so many. Allocates the record and its kept
  /// values alone.
  BlockRecord run(std::uint64_t block, std::uint64_t replicates);

  /// Runs replicates first .. first + lanes - 1 at every size into `record`, of which replicate `block_first`
  /// is the first. lanes <= the scenario's. Allocates nothing once every size has been met.
  void run_group(std::uint64_t first, std::size_t lanes, std::uint64_t block_first, BlockRecord& record);

  /// Brings replicates first .. first + lanes - 1 to one size, ascending from 0, and estimates them. Throws
  /// Error(bug) with the replicate's address if drawing it or deriving a view threw.
  void step(std::uint64_t first, std::size_t lanes, std::size_t size_index);
  /// What the last step made: a view of the group (null if no estimator wanted it), the cells of one lane
  /// `[outputs]`, its status. Valid until the next step.
  const void* view(ViewId id) const;
  std::span<const Cell> cells(std::size_t use, std::size_t lane) const;
  Status status(std::size_t use, std::size_t lane) const { return statuses_[use][lane]; }

 private:
  struct Step {
    ViewId id;
    std::unique_ptr<Deriver> deriver;  // null: made by the source
    std::size_t from;                  // of what it is derived: an index into the views
    const void* now = nullptr;
  };

  [[noreturn]] void fail(std::uint64_t first, std::size_t lanes, std::size_t size_index,
                         const std::string& what);
  Worker& alone();
  bool needs(std::size_t use, std::size_t size_index) const {
    return needed_.empty() || needed_[size_index * instances_.size() + use];
  }
  /// Null: the estimator sees no view.
  const void* seen_by(std::size_t use) const {
    return view_of_[use] < views_.size() ? views_[view_of_[use]].now : nullptr;
  }
  void add_views();
  void make_views();
  void estimate(std::uint64_t first, std::size_t lanes, std::size_t size_index);
  void estimate_alone(std::size_t use, std::uint64_t first, std::size_t lanes, std::size_t size_index);
  void record_size(std::size_t size_index, std::size_t lanes, std::uint64_t offset, BlockRecord& record);
  Observation observe(std::size_t series, std::size_t lane) const;
  double value_at(const OutputPlace& place, std::size_t lane) const;
  double control(const SeriesPlan& series, std::size_t lane) const;
  void note_joints(std::size_t size_index, std::size_t lane, BlockRecord& record);
  void add_own(std::size_t size_index, BlockRecord& record) const;
  void pool_counts(std::size_t size_index, BlockRecord& record) const;
  void record_joints(std::size_t lanes, BlockRecord& record) const;

  /// Where the variable of a joint accumulator stands in `joint_values_[joint]`, `[lanes][dimension]`.
  struct Slot {
    std::size_t joint, place;
    JointVariable variable;
  };

  const Plan& plan_;
  const ScenarioPlan& scenario_;
  std::size_t index_;
  std::vector<bool> needed_;
  std::unique_ptr<ViewSource> source_;
  std::vector<Step> views_;
  std::vector<std::unique_ptr<Instance>> instances_;
  std::vector<std::size_t> view_of_;              // [estimator]
  std::vector<std::vector<Key>> own_keys_;        // [estimator][n]
  std::vector<std::size_t> outputs_;              // [estimator]
  std::vector<std::vector<Cell>> cells_;          // [estimator][lanes][outputs]
  std::vector<std::vector<Status>> statuses_;     // [estimator][lanes]
  std::vector<Observation> row_;                  // [series], of one lane at one size
  std::vector<std::vector<Slot>> slots_;          // [n]
  std::vector<std::vector<std::size_t>> own_at_;  // [n], of what measures gather themselves
  std::vector<std::vector<double>> joint_values_;
  std::unique_ptr<Worker> alone_;  // replicates one by one, where something threw on a group
};

}  // namespace plim
