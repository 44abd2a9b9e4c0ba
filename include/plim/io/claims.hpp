#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

/// How workers who share nothing but a store of claims divide units of work. Claims are hints: a unit that
/// two work on costs time and no more, and one whose worker is gone is claimed again.
namespace plim {

inline constexpr std::uint64_t claims_per_page = 1024;

struct UnitState {
  unsigned claims = 0;  // how often it was claimed: once, unless a worker was taken for dead
  bool done = false;
};

/// A worker as others see him.
struct Pulse {
  std::uint64_t worker = 0, beats = 0;
  bool ended = false;  // he said that he would do no more
};

/// Where claims are kept; its failures are exceptions.
class ClaimStore {
 public:
  virtual ~ClaimStore() = default;
  /// Makes claim number `attempt`, from 1, on a unit for this worker; false if it is another's.
  virtual bool claim(std::uint64_t unit, unsigned attempt) = 0;
  /// Says that a unit is done and safe.
  virtual void finish(std::uint64_t unit) = 0;
  /// The units page * claims_per_page .. + claims_per_page - 1.
  virtual std::vector<UnitState> page(std::uint64_t page) = 0;
  /// Of the worker who made that claim.
  virtual Pulse pulse(std::uint64_t unit, unsigned attempt) = 0;
};

/// One worker's view of units first .. last - 1. Each call looks at few claims, however many there are.
class Claimant {
 public:
  /// `worker` is counted from 1; a claim's worker is taken for dead when his beats have not changed for
  /// `patience` seconds of this worker's own clock.
  Claimant(ClaimStore& store, std::uint64_t first, std::uint64_t last, std::uint64_t worker, double patience);

  /// A unit that is this worker's from now on: one that nobody has claimed or, when there are no more of
  /// these, one of a dead worker; nothing if there is none at this time. `now`: seconds by a clock that never
  /// goes back.
  std::optional<std::uint64_t> next(double now);
  /// Its records are safe.
  void finish(std::uint64_t unit);
  /// All are done, by whomever, as far as next() has seen.
  bool over() const noexcept { return complete_ == pages_.size(); }
  /// Seconds to wait before next() is asked again after it found nothing.
  double pause() const noexcept { return pause_; }

 private:
  struct Page {
    bool looked = false, full = false, complete = false;
    std::vector<std::uint64_t> free;  // as far as is known
  };
  struct Heart {
    std::uint64_t beats = 0;
    double since = 0;
  };
  struct Outstanding {
    std::uint64_t unit = 0;
    unsigned claims = 0;
  };
  std::optional<std::uint64_t> fresh();
  std::optional<std::uint64_t> from(Page& page, std::uint64_t number);
  std::optional<std::uint64_t> orphan(double now);
  void look(Page& page, std::uint64_t number);
  std::size_t choice(std::size_t free);
  std::vector<Outstanding> outstanding();
  bool is_dead(const Pulse& pulse, double now);
  bool has(std::uint64_t unit) const noexcept { return unit >= first_ && unit < last_; }

  ClaimStore& store_;
  std::uint64_t first_, last_, worker_;
  double patience_, pause_;
  std::vector<Page> pages_;
  std::size_t at_ = 0, complete_ = 0;
  std::uint64_t spread_ = 1, tries_ = 0;
  std::set<std::uint64_t> mine_;
  std::map<std::uint64_t, Heart> hearts_;  // by worker
};

}  // namespace plim
