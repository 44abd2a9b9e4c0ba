#include "plim/engine/executor.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>

#include <omp.h>

namespace plim {
namespace {

constexpr int most_threads = 4096;  // whatever OMP_NUM_THREADS says

/// Keeps the exception of the lowest index.
class FirstFailure {
 public:
  void take(std::uint64_t index, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (index < index_) {
      index_.store(index, std::memory_order_relaxed);
      error_ = std::move(error);
    }
  }
  /// Jobs below the lowest failure still run, so that which failure is told does not depend on timing.
  bool is_past(std::uint64_t index) const noexcept { return index > index_.load(std::memory_order_relaxed); }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::atomic<std::uint64_t> index_ = std::numeric_limits<std::uint64_t>::max();
  std::exception_ptr error_;
};

}  // namespace

Executor::Executor(int threads)
    : threads_(std::clamp(threads > 0 ? threads : omp_get_max_threads(), 1, most_threads)) {}

void Executor::run(std::uint64_t count, const std::function<void(std::uint64_t, int)>& job,
                   const std::function<bool()>& stop) const {
  FirstFailure failure;
  const auto n = static_cast<std::int64_t>(count);
  // No more threads than jobs: each costs a stack.
  const int threads = static_cast<int>(std::clamp<std::int64_t>(n, 1, threads_));
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (std::int64_t i = 0; i < n; ++i) {
    const auto index = static_cast<std::uint64_t>(i);
    if (failure.is_past(index)) continue;
    try {
      if (stop && stop()) continue;
      job(index, omp_get_thread_num());
    } catch (...) {
      failure.take(index, std::current_exception());
    }
  }
  failure.rethrow();
}

}  // namespace plim
