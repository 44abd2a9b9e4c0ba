#pragma once
#include <atomic>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <utility>

namespace plim {

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
  bool any() const noexcept { return is_past(std::numeric_limits<std::uint64_t>::max()); }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::atomic<std::uint64_t> index_ = std::numeric_limits<std::uint64_t>::max();
  std::exception_ptr error_;
};

}  // namespace plim
