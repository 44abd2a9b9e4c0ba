#include "plim/study/queued_supply.hpp"

#include <algorithm>
#include <utility>

namespace plim {
namespace {

// More is asked for a few times a second.
constexpr double soon = 0.25, late = 1;
constexpr std::chrono::milliseconds glance(20);

}  // namespace

QueuedSupply::QueuedSupply(Pace pace, int threads, Stop stop)
    : batch_(pace.first),
      most_(pace.most),
      threads_(static_cast<std::size_t>(threads)),
      stop_(std::move(stop)) {}

std::optional<Job> QueuedSupply::next() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (queue_.size() < threads_ && !refilling_ && !over_ && now() >= not_before_) refill(lock);
    if (!queue_.empty()) {
      const Job job = queue_.front();
      queue_.pop_front();
      return job;
    }
    if (over_ || (stop_ && stop_())) return std::nullopt;
    refilled_.wait_for(lock, glance);
  }
}

/// The others go on while one thread asks for more.
void QueuedSupply::refill(std::unique_lock<std::mutex>& lock) {
  refilling_ = true;
  const bool idle = queue_.empty();
  lock.unlock();
  std::exception_ptr error;
  Lots got;
  try {
    got = fetch(batch(), idle);
  } catch (...) {
    error = std::current_exception();
  }
  lock.lock();
  refilling_ = false;
  refilled_.notify_all();
  if (error) std::rethrow_exception(error);
  over_ = got.over;
  for (const Lot& lot : got.lots) put(lot);
  if (got.lots.empty()) not_before_ = now() + got.pause;
}

void QueuedSupply::ask_soon() {
  const std::lock_guard lock(mutex_);
  not_before_ = 0;
}

std::uint64_t QueuedSupply::batch() {
  const double began = now();
  if (began - asked_ < soon) batch_ = std::min(2 * batch_, most_);
  if (began - asked_ > late) batch_ = std::max<std::uint64_t>(batch_ / 2, 1);
  asked_ = began;
  return batch_;
}

/// Under the lock.
void QueuedSupply::put(const Lot& lot) {
  for (const BlockRange& range : lot.blocks) {
    for (std::uint64_t block = range.first; block < range.last; ++block)
      queue_.push_back({range.scenario, block, order_++, lot.unit});
  }
}

}  // namespace plim
