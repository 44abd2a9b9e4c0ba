#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "plim/engine/thread_choice.hpp"

namespace plim {

/// The choice for this process, with its environment, its processors and its control groups; `option` is
/// --threads, 0 if it is not given.
ThreadChoice choose_threads(int option);

/// Runs indexed jobs on threads: the one place that knows OpenMP.
class Executor {
 public:
  /// As many as are chosen, or fewer where the system makes fewer and nobody asked for them.
  explicit Executor(ThreadChoice choice) : choice_(std::move(choice)), threads_(choice_.number) {}
  explicit Executor(int threads = 0) : Executor(choose_threads(threads)) {}
  /// How many there are at most, as far as is known.
  int threads() const noexcept { return threads_; }
  /// What says so: "--threads", "SLURM_CPUS_PER_TASK", "processors" and so on.
  std::string threads_from() const {
    return threads_ < choice_.number ? "limit of the system" : choice_.from;
  }

  /// Calls job(index, thread) for every index below `count`, in one parallel region, each thread claiming the
  /// next index when it is free, until `stop` (empty: never) says true. If jobs throw, the others that have
  /// not begun are skipped and the exception of the lowest index that threw is rethrown. Error(resources) if
  /// so many threads as were asked for cannot be made.
  void run(std::uint64_t count, const std::function<void(std::uint64_t index, int thread)>& job,
           const std::function<bool()>& stop = nullptr) const;

 private:
  int available(int wanted) const;

  ThreadChoice choice_;
  mutable std::atomic<int> threads_;
};

}  // namespace plim
