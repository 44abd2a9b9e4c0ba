#pragma once
#include <atomic>
#include <cstdint>
#include <functional>

namespace plim {

/// Runs indexed jobs on threads: the one place that knows OpenMP.
class Executor {
 public:
  /// `threads` = 0: as many as OpenMP would use, or fewer where the system makes fewer.
  explicit Executor(int threads = 0);
  /// How many there are at most, as far as is known.
  int threads() const noexcept { return threads_; }

  /// Calls job(index, thread) for every index below `count`, in one parallel region, each thread claiming the
  /// next index when it is free, until `stop` (empty: never) says true. If jobs throw, the others that have
  /// not begun are skipped and the exception of the lowest index that threw is rethrown. Error(resources) if
  /// so many threads as were asked for cannot be made.
  void run(std::uint64_t count, const std::function<void(std::uint64_t index, int thread)>& job,
           const std::function<bool()>& stop = nullptr) const;

 private:
  int available(int wanted) const;

  bool asked_;
  mutable std::atomic<int> threads_;
};

}  // namespace plim
