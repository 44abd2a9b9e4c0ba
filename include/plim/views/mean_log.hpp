#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {

/// The statistic of gamma and power laws: `mean: [lanes]`, `mean_log: [lanes]` = mean of ln x (NaN unless all
/// x > 0), `log_ratio: [lanes]` = ln(mean) - mean_log >= 0, and the extremes.
struct MeanLog {
  static constexpr const char* name = "mean_log";
  std::int64_t n;
  std::size_t lanes;
  const double* mean;
  const double* mean_log;
  const double* log_ratio;  // 0 only for a constant sample
  const double* min;
  const double* max;
  const double* whole;  // 1 if all observations are integers, else 0

  struct One {
    std::int64_t n;
    double mean, mean_log, log_ratio, min, max;
    bool whole;
  };
  One one(std::size_t lane) const noexcept {
    return {n, mean[lane], mean_log[lane], log_ratio[lane], min[lane], max[lane], whole[lane] > 0};
  }
};

/// The buffers of a MeanLog.
class MeanLogBuffer {
 public:
  explicit MeanLogBuffer(std::size_t lanes) : values_(6 * lanes), lanes_(lanes) {}
  void set(std::size_t lane, const MeanLog::One& one) noexcept;
  const MeanLog& view(std::int64_t n, std::size_t lanes) noexcept;

 private:
  std::vector<double> values_;  // [6][lanes]
  std::size_t lanes_;
  MeanLog view_{};
};

/// By one pass over the observations that multiplies mantissas and adds exponents, so that a sample takes
/// sixteen logarithms; by a second pass where the sample is so narrow that ln(mean) - mean_log would cancel.
/// O(n) a lane.
class MeanLogOfReals {
 public:
  explicit MeanLogOfReals(std::size_t lanes) : buffer_(lanes) {}
  const MeanLog& operator()(const Reals& reals);

 private:
  MeanLogBuffer buffer_;
};

/// From counts of classes with values. O(K) a lane.
class MeanLogOfCounts {
 public:
  explicit MeanLogOfCounts(std::size_t lanes) : buffer_(lanes) {}
  const MeanLog& operator()(const ValuedCounts& counts);

 private:
  std::vector<double> logs_;  // [K], of the values
  MeanLogBuffer buffer_;
};

}  // namespace plim
