#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/mean_m2.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {

/// The sum statistic: `mean: [lanes]`, and what tells whether a law on half the reals or on the integers
/// fits.
struct SampleMean {
  static constexpr const char* name = "sample_mean";
  std::int64_t n;
  std::size_t lanes;
  const double* mean;
  const double* min;    // a lower bound of the observations; the least of them where they were seen
  const double* whole;  // 1 if all are integers, else 0

  struct One {
    std::int64_t n;
    double mean, min;
    bool whole;
    /// The sum of the observations, 0 of none; of integers it is an integer.
    double sum() const noexcept;
  };
  One one(std::size_t lane) const noexcept { return {n, mean[lane], min[lane], whole[lane] > 0}; }
};

/// The buffers of a SampleMean, of whose sample something makes the lanes.
class SampleMeanBuffer {
 public:
  explicit SampleMeanBuffer(std::size_t lanes) : mean_(lanes), min_(lanes), whole_(lanes) {}
  void set(std::size_t lane, double mean, double min, bool whole) noexcept;
  const SampleMean& view(std::int64_t n, std::size_t lanes) noexcept;

 private:
  std::vector<double> mean_, min_, whole_;
  SampleMean view_{};
};

/// By one pass over the observations (`sums_of_reals`). O(n) a lane.
class SampleMeanOfReals {
 public:
  explicit SampleMeanOfReals(std::size_t lanes) : buffer_(lanes) {}
  const SampleMean& operator()(const Reals& reals);

 private:
  SampleMeanBuffer buffer_;
};

/// From counts of classes with values. O(K) a lane.
class SampleMeanOfCounts {
 public:
  explicit SampleMeanOfCounts(std::size_t lanes) : buffer_(lanes) {}
  const SampleMean& operator()(const ValuedCounts& counts);

 private:
  SampleMeanBuffer buffer_;
};

/// From a statistic that no longer knows the least observation: no lower bound, not integers.
class SampleMeanOfMeanM2 {
 public:
  explicit SampleMeanOfMeanM2(std::size_t lanes) : buffer_(lanes) {}
  const SampleMean& operator()(const MeanM2& statistic);

 private:
  SampleMeanBuffer buffer_;
};

}  // namespace plim
