#include "plim/study/timing.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include "plim/engine/replicates.hpp"
#include "plim/plan/keys.hpp"

namespace plim {
namespace {

using TimingClock = std::chrono::steady_clock;

constexpr double least_of_a_timing = 1e-4;  // seconds, so that the clock's own grain is no part of it
constexpr double most_calls = 1e6;

/// One estimator with the derivations of its view alone.
class TimedEstimator {
 public:
  TimedEstimator(const ScenarioPlan& scenario, std::size_t use, std::uint64_t seed)
      : scenario_(scenario),
        bound_(*scenario.estimators[use].bound),
        keys_(estimator_keys(scenario, seed, use)),
        instance_(bound_.instantiate()),
        outputs_(scenario.estimators[use].facts->outputs.size()),
        cells_(scenario.lanes * outputs_),
        statuses_(scenario.lanes) {
    const EstimatorFacts& facts = *scenario.estimators[use].facts;
    ViewKey key = facts.view;
    for (auto step = scenario.derived->rbegin(); step != scenario.derived->rend(); ++step) {
      if (!(step->key == key)) continue;
      const unsigned features = step->key == facts.view ? facts.features : 0;
      derivers_.push_back(step->by->make(scenario.lanes, features, step->key.arguments));
      key = step->from;
    }
    std::reverse(derivers_.begin(), derivers_.end());
    origin_ = key.tag;
  }

  /// Seconds that so many passes over the group's sample take.
  double seconds(ViewSource& source, std::uint64_t first, std::size_t size, std::uint64_t passes) {
    const void* made = source.view(origin_);
    const BlockOut out{cells_.data(), statuses_.data(), outputs_, scenario_.lanes};
    const TimingClock::time_point start = TimingClock::now();
    for (std::uint64_t pass = 0; pass < passes; ++pass) {
      const void* view = made;
      for (const std::unique_ptr<Deriver>& deriver : derivers_) view = deriver->derive(view);
      const bool done = instance_->run(view, scenario_.sizes[size], {keys_[size], first, 0}, out);
      if (!done) instance_ = bound_.instantiate();  // it threw, and is spent
    }
    return std::chrono::duration<double>(TimingClock::now() - start).count();
  }

 private:
  const ScenarioPlan& scenario_;
  const BoundEstimator& bound_;
  std::vector<Key> keys_;
  std::unique_ptr<Instance> instance_;
  std::size_t outputs_;
  std::vector<Cell> cells_;
  std::vector<Status> statuses_;
  std::vector<std::unique_ptr<Deriver>> derivers_;
  ViewId origin_ = nullptr;
};

/// The series of one estimate at one point of its grid.
class PointTiming {
 public:
  PointTiming(const Plan& plan, std::size_t group, std::size_t point, std::uint64_t repeats)
      : group_(group),
        point_(point),
        repeats_(repeats),
        scenario_(plan.scenarios[plan.groups[group].points[point].scenario]) {
    source_ = scenario_.population->source(scenario_.route, *scenario_.made, scenario_.sizes.back(),
                                           scenario_.lanes);
    const GroupPoint& at = plan.groups[group].points[point];
    for (std::size_t i = 0; i < plan.groups[group].series; ++i) {
      const SeriesPlan& s = scenario_.series[at.first_series + i];
      if (s.element > 0 || scenario_.estimators[s.use].facts->view.tag == nullptr) continue;
      timed_.emplace_back(scenario_, s.use, plan.seed);
      series_.push_back(i);
    }
    passes_.resize(scenario_.sizes.size() * timed_.size());
    seconds_.resize(passes_.size());
  }

  bool operator()(const std::function<bool()>& stop, std::vector<SeriesTime>& times) {
    warm_up();
    for (std::uint64_t r = 0; r < repeats_; ++r) {
      if (stop && stop()) return false;
      repeat(r);
    }
    for (std::size_t cell = 0; cell < seconds_.size(); ++cell) {
      std::vector<double>& each = seconds_[cell];
      std::sort(each.begin(), each.end());
      const double median = (each[(each.size() - 1) / 2] + each[each.size() / 2]) / 2;
      times.push_back({group_, point_, series_[cell % timed_.size()], scenario_.sizes[cell / timed_.size()],
                       each.front() * 1e9, median * 1e9});
    }
    return true;
  }

 private:
  /// Finds how many passes a timing takes, from the second call.
  void warm_up() {
    for (std::size_t i = 0; i < scenario_.sizes.size(); ++i) {
      bring_to(*source_, scenario_, 0, scenario_.lanes, i);
      for (std::size_t e = 0; e < timed_.size(); ++e) {
        double once = timed_[e].seconds(*source_, 0, i, 1);
        if (once < least_of_a_timing) once = timed_[e].seconds(*source_, 0, i, 1);
        const double passes =
            std::clamp(std::ceil(least_of_a_timing / std::max(once, 1e-9)), 1.0, most_calls);
        passes_[i * timed_.size() + e] = static_cast<std::uint64_t>(passes);
      }
    }
  }

  /// Other replicates in every repeat, and the other order.
  void repeat(std::uint64_t r) {
    const std::uint64_t first = r * scenario_.lanes;
    for (std::size_t i = 0; i < scenario_.sizes.size(); ++i) {
      bring_to(*source_, scenario_, first, scenario_.lanes, i);
      for (std::size_t k = 0; k < timed_.size(); ++k) {
        const std::size_t e = r % 2 == 0 ? k : timed_.size() - 1 - k;
        const std::size_t cell = i * timed_.size() + e;
        const double estimates = static_cast<double>(passes_[cell]) * static_cast<double>(scenario_.lanes);
        seconds_[cell].push_back(timed_[e].seconds(*source_, first, i, passes_[cell]) / estimates);
      }
    }
  }

  std::size_t group_, point_;
  std::uint64_t repeats_;
  const ScenarioPlan& scenario_;
  std::unique_ptr<ViewSource> source_;
  std::vector<TimedEstimator> timed_;
  std::vector<std::size_t> series_;           // [timed], within the group
  std::vector<std::uint64_t> passes_;         // [n][timed]
  std::vector<std::vector<double>> seconds_;  // [n][timed][repeat], an estimate
};

}  // namespace

std::vector<SeriesTime> time_estimates(const Plan& plan, const TimeSpec& what,
                                       const std::function<bool()>& stop) {
  std::vector<SeriesTime> times;
  for (std::size_t g = 0; g < plan.groups.size(); ++g) {
    const GroupPlan& group = plan.groups[g];
    if (std::find(what.estimates.begin(), what.estimates.end(), group.estimate) == what.estimates.end())
      continue;
    for (std::size_t p = 0; p < group.points.size(); ++p) {
      if (!PointTiming(plan, g, p, what.repeats)(stop, times)) return {};
    }
  }
  return times;
}

}  // namespace plim
