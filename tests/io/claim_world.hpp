#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <queue>
#include <vector>

#include "plim/io/claims.hpp"

/// Workers who share units of work by claims alone, on a clock of their own: as many as one likes, of whom
/// some die, some are held up for longer than the others have patience for, and some come late.
namespace plim::test {

struct World {
  std::uint64_t workers = 100, units = 1000;
  double unit_seconds = 1;  // on average; a unit takes from none to twice as long
  double patience = 60, beat = 5;
  double deaths = 0;   // share of the workers who die at a random time of the run
  double holdups = 0;  // share of units during which their worker is held up
  double held_seconds = 600;
  double late = 0;          // share of the workers who come during the first half of the run
  bool claims_hold = true;  // false: a planted fault, every claim succeeds
  std::uint64_t seed = 1;
};

struct Outcome {
  std::uint64_t done = 0;                           // units that somebody has done
  std::uint64_t doubled = 0;                        // times that a unit was done again
  std::uint64_t begun = 0;                          // units that somebody has begun, doubles counted
  std::uint64_t claims = 0, pages = 0, pulses = 0;  // calls of the store
  double seconds = 0;                               // until the last worker saw that all is done
};

class Simulation {
 public:
  explicit Simulation(const World& world)
      : world_(world), state_(world.units), by_(world.units), done_by_(world.units) {
    const double run =
        world.unit_seconds * static_cast<double>(world.units) / static_cast<double>(world.workers);
    for (std::uint64_t w = 1; w <= world.workers; ++w) {
      // The first one lives: without anybody left nothing would be done.
      const double birth = uniform() < world.late ? uniform() * run / 2 : 0;
      const double death = w > 1 && uniform() < world.deaths ? birth + uniform() * run : never;
      workers_.push_back(std::make_unique<Worker>(*this, w, birth, death));
      events_.push({birth, w});
    }
  }

  Outcome run() {
    while (!events_.empty()) {
      const Event event = events_.top();
      events_.pop();
      now_ = event.time;
      step(*workers_[event.worker - 1]);
    }
    for (const std::uint64_t times : done_by_) {
      outcome_.done += times > 0;
      outcome_.doubled += times > 1 ? times - 1 : 0;
    }
    return outcome_;
  }

 private:
  static constexpr double never = std::numeric_limits<double>::infinity();

  struct Worker final : ClaimStore {
    Worker(Simulation& s, std::uint64_t n, double b, double d)
        : simulation(s),
          number(n),
          birth(b),
          death(d),
          claimant(*this, 0, s.world_.units, n, s.world_.patience) {}
    bool claim(std::uint64_t of, unsigned attempt) override { return simulation.claim(*this, of, attempt); }
    void finish(std::uint64_t of) override { simulation.state_[of].done = true; }
    std::vector<UnitState> page(std::uint64_t page) override { return simulation.page(page); }
    Pulse pulse(std::uint64_t of, unsigned attempt) override { return simulation.pulse(of, attempt); }

    Simulation& simulation;
    std::uint64_t number;
    double birth, death;
    double held_from = never, held_to = never;  // his heart stands still
    std::int64_t at_work = -1;
    Claimant claimant;
  };
  struct Event {
    double time;
    std::uint64_t worker;
    bool operator<(const Event& other) const {
      return time != other.time ? time > other.time : worker > other.worker;
    }
  };

  /// SplitMix64.
  double uniform() {
    std::uint64_t z = (counter_ += 0x9e3779b97f4a7c15ULL) + world_.seed * 0xd1342543de82ef95ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }

  bool claim(Worker& worker, std::uint64_t unit, unsigned attempt) {
    ++outcome_.claims;
    std::vector<std::uint64_t>& by = by_[unit];
    if (world_.claims_hold && by.size() >= attempt) return false;
    by.resize(std::max<std::size_t>(by.size(), attempt));
    by[attempt - 1] = worker.number;
    state_[unit].claims = static_cast<unsigned>(by.size());
    return true;
  }
  std::vector<UnitState> page(std::uint64_t page) {
    ++outcome_.pages;
    const auto first = static_cast<std::ptrdiff_t>(page * claims_per_page);
    const auto last =
        std::min<std::ptrdiff_t>(first + claims_per_page, static_cast<std::ptrdiff_t>(world_.units));
    return {state_.begin() + first, state_.begin() + last};
  }
  Pulse pulse(std::uint64_t unit, unsigned attempt) {
    ++outcome_.pulses;
    const Worker& worker = *workers_[by_[unit][attempt - 1] - 1];
    double alive = std::min(now_, worker.death);
    if (alive > worker.held_from) alive = std::max(worker.held_from, alive < worker.held_to ? 0 : alive);
    return {worker.number, static_cast<std::uint64_t>((alive - worker.birth) / world_.beat), false};
  }

  void step(Worker& worker) {
    if (now_ >= worker.death) return;
    if (worker.at_work >= 0) {
      ++done_by_[static_cast<std::size_t>(worker.at_work)];
      worker.claimant.finish(static_cast<std::uint64_t>(worker.at_work));
      worker.at_work = -1;
    }
    const auto unit = worker.claimant.next(now_);
    if (!unit && worker.claimant.over()) {
      outcome_.seconds = std::max(outcome_.seconds, now_);
      return;
    }
    double wait = worker.claimant.pause();
    if (unit) {
      ++outcome_.begun;
      worker.at_work = static_cast<std::int64_t>(*unit);
      wait = 2 * world_.unit_seconds * uniform();
      if (uniform() < world_.holdups) {
        worker.held_from = now_;
        worker.held_to = now_ + world_.held_seconds;
        wait += world_.held_seconds;
      }
    }
    events_.push({now_ + wait, worker.number});
  }

  World world_;
  std::uint64_t counter_ = 0;
  double now_ = 0;
  std::vector<UnitState> state_;
  std::vector<std::vector<std::uint64_t>> by_;  // who made the claims of a unit
  std::vector<std::uint64_t> done_by_;          // how often a unit was done
  std::vector<std::unique_ptr<Worker>> workers_;
  std::priority_queue<Event> events_;
  Outcome outcome_;
};

}  // namespace plim::test
