#include "plim/study/shared_supply.hpp"

#include <utility>

#include "plim/core/error.hpp"

namespace plim {
namespace {

// A worker asks for more a few times a second, and says once a second what is safe.
constexpr double soon = 0.25, late = 1, save_every = 1;
constexpr std::uint64_t most_at_once = 64;
constexpr std::chrono::milliseconds glance(20);

}  // namespace

SharedSupply::SharedSupply(ClaimStore& store, const WorkUnits& units, How how)
    : units_(units),
      how_(std::move(how)),
      claimant_(store, how_.first, how_.first + units.size(), how_.worker, how_.patience) {}

std::optional<Job> SharedSupply::next() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool few = queue_.size() < static_cast<std::size_t>(how_.threads);
    if (few && !refilling_ && !over_ && now() >= not_before_) refill(lock);
    if (!queue_.empty()) {
      const Job job = queue_.front();
      queue_.pop_front();
      return job;
    }
    if (over_ || (how_.stop && how_.stop())) return std::nullopt;
    refilled_.wait_for(lock, glance);
  }
}

/// The others go on while one thread asks for more.
void SharedSupply::refill(std::unique_lock<std::mutex>& lock) {
  refilling_ = true;
  const bool idle = queue_.empty();
  lock.unlock();
  std::exception_ptr error;
  std::vector<std::uint64_t> got;
  try {
    got = claim_some(idle);
  } catch (...) {
    error = std::current_exception();
  }
  lock.lock();
  refilling_ = false;
  refilled_.notify_all();
  // Whoever completes the run takes its claims away.
  over_ = claimant_.over() || (got.empty() && how_.over && how_.over());
  if (error && !over_) std::rethrow_exception(error);
  for (const std::uint64_t unit : got) put(unit);
  if (got.empty()) not_before_ = now() + claimant_.pause();
}

std::vector<std::uint64_t> SharedSupply::claim_some(bool idle) {
  const double began = now();
  if (began - asked_ < soon) batch_ = std::min(2 * batch_, most_at_once);
  if (began - asked_ > late) batch_ = std::max<std::uint64_t>(batch_ / 2, 1);
  asked_ = began;
  if (idle || began - saved_ >= save_every) say_done();
  std::vector<std::uint64_t> got;
  while (got.size() < batch_) {
    const std::optional<std::uint64_t> unit = claimant_.next(now());
    if (!unit) break;
    got.push_back(*unit);
  }
  return got;
}

/// Safe first, then said.
void SharedSupply::say_done() {
  saved_ = now();
  std::vector<std::uint64_t> units;
  {
    const std::lock_guard lock(mutex_);
    units.swap(finished_);
  }
  if (units.empty()) return;
  how_.save();
  for (const std::uint64_t unit : units) claimant_.finish(unit);
}

/// Under the lock.
void SharedSupply::put(std::uint64_t unit) {
  for (const BlockRange& range : units_.unit(unit - how_.first)) {
    for (std::uint64_t block = range.first; block < range.last; ++block)
      queue_.push_back({range.scenario, block, order_++, unit});
    left_[unit] += range.last - range.first;
  }
  ++claimed_;
}

void SharedSupply::done(const Job& job) {
  const std::lock_guard lock(mutex_);
  const auto left = left_.find(job.unit);
  if (--left->second > 0) return;
  left_.erase(left);
  finished_.push_back(job.unit);
}

void SharedSupply::close() { say_done(); }

}  // namespace plim
