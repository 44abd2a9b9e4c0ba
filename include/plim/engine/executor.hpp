#pragma once
#include <cstdint>
#include <functional>

namespace plim {

/// Runs indexed jobs on threads: the one place that knows OpenMP.
class Executor {
 public:
  /// `threads` = 0: as many as OpenMP would use.
  explicit Executor(int threads = 0);
  int threads() const noexcept { return threads_; }

  /// Calls job(index, thread) for every index below `count`, in one parallel region, each thread claiming the
  /// next index when it is free, until `stop` (empty: never) says true. If jobs throw, the others that have
  /// not begun are skipped and the exception of the lowest index that threw is rethrown.
  void run(std::uint64_t count, const std::function<void(std::uint64_t index, int thread)>& job,
           const std::function<bool()>& stop = nullptr) const;

 private:
  int threads_;
};

}  // namespace plim
