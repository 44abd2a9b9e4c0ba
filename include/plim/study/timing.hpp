#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "plim/plan/plan.hpp"

namespace plim {

/// What one estimate of a series costs, with deriving its view of a sample that is there.
struct SeriesTime {
  std::size_t group = 0, point = 0, series = 0;  // of the plan
  std::int64_t n = 0;
  double least_ns = 0, median_ns = 0;  // per estimate, of the repeats
};

/// Times the estimators of some estimates, one alone at a time on this thread: at every size of every
/// scenario, on the samples of its first replicates, after a first run that does not count, in alternating
/// order. Of several outputs of an estimator the first is told; a table has no time. Ends early, with
/// nothing, if `stop` says so.
std::vector<SeriesTime> time_estimates(const Plan& plan, const TimeSpec& what,
                                       const std::function<bool()>& stop);

}  // namespace plim
