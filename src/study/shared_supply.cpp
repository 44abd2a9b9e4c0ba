#include "plim/study/shared_supply.hpp"

#include <utility>

#include "plim/core/error.hpp"

namespace plim {
namespace {

constexpr double save_every = 1;  // second
constexpr std::uint64_t most_at_once = 64;

}  // namespace

SharedSupply::SharedSupply(ClaimStore& store, const WorkUnits& units, How how)
    : QueuedSupply({1, most_at_once}, how.threads, how.stop),
      units_(units),
      how_(std::move(how)),
      claimant_(store, how_.first, how_.first + units.size(), how_.worker, how_.patience) {}

QueuedSupply::Lots SharedSupply::fetch(std::uint64_t most, bool idle) {
  Lots got;
  std::exception_ptr error;
  try {
    got.lots = claim_some(most, idle);
  } catch (...) {
    error = std::current_exception();
  }
  // Whoever completes the run takes its claims away.
  over_ = claimant_.over() || (got.lots.empty() && how_.over && how_.over());
  if (error && !over_) std::rethrow_exception(error);
  got.over = over_;
  got.pause = claimant_.pause();
  return got;
}

std::vector<QueuedSupply::Lot> SharedSupply::claim_some(std::uint64_t most, bool idle) {
  if (idle || now() - saved_ >= save_every) say_done();
  std::vector<Lot> lots;
  while (lots.size() < most) {
    const std::optional<std::uint64_t> unit = claimant_.next(now());
    if (!unit) break;
    lots.push_back({*unit, units_.unit(*unit - how_.first)});
    const std::lock_guard lock(mutex_);
    for (const BlockRange& range : lots.back().blocks) left_[*unit] += range.last - range.first;
  }
  return lots;
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

void SharedSupply::done(const Job& job) {
  {
    const std::lock_guard lock(mutex_);
    const auto left = left_.find(job.unit);
    if (--left->second > 0) return;
    left_.erase(left);
    finished_.push_back(job.unit);
  }
  ask_soon();  // others wait for it
}

void SharedSupply::close() { say_done(); }

}  // namespace plim
