#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/observations.hpp"

namespace plim {

/// The sufficient statistic of a lognormal sample: `mean: [lanes]` and `m2: [lanes]` = sum of squared
/// deviations of the logarithms, `proper: [lanes]` 1 if all observations are finite and above 0, else 0 (and
/// then the others say nothing). m2 is 0 where all observations are equal, or their logarithms are.
struct LogMeanM2 {
  static constexpr const char* name = "log_mean_m2";
  std::int64_t n;
  std::size_t lanes;
  const double* mean;
  const double* m2;
  const double* proper;

  struct One {
    std::int64_t n;
    double mean, m2;
    bool proper;
  };
  One one(std::size_t lane) const noexcept { return {n, mean[lane], m2[lane], proper[lane] > 0}; }
};

/// Of the observations. O(distinct) a lane.
class LogMeanM2OfObservations {
 public:
  explicit LogMeanM2OfObservations(std::size_t lanes) : mean_(lanes), m2_(lanes), proper_(lanes) {}
  const LogMeanM2& operator()(const Observations& observations);

 private:
  std::vector<double> mean_, m2_, proper_;
  LogMeanM2 view_{};
};

}  // namespace plim
