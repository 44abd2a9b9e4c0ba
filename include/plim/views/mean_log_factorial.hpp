#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/sample_mean.hpp"

namespace plim {

/// What the full likelihood of a Poisson sample needs: the sum statistic and `mean_log_factorial: [lanes]`,
/// the mean of ln x! (NaN unless all x are integers >= 0).
struct MeanLogFactorial {
  static constexpr const char* name = "mean_log_factorial";
  std::int64_t n;
  std::size_t lanes;
  SampleMean means;
  const double* mean_log_factorial;

  struct One : SampleMean::One {
    double mean_log_factorial;
  };
  One one(std::size_t lane) const noexcept { return {means.one(lane), mean_log_factorial[lane]}; }
};

/// By one pass over the observations and a table of logarithms. O(n) a lane.
class MeanLogFactorialOfReals {
 public:
  explicit MeanLogFactorialOfReals(std::size_t lanes) : means_(lanes), logs_(lanes) {}
  const MeanLogFactorial& operator()(const Reals& reals);

 private:
  SampleMeanOfReals means_;
  std::vector<double> logs_;
  MeanLogFactorial view_{};
};

/// From counts of classes with values. O(K) a lane.
class MeanLogFactorialOfCounts {
 public:
  explicit MeanLogFactorialOfCounts(std::size_t lanes) : means_(lanes), logs_(lanes) {}
  const MeanLogFactorial& operator()(const ValuedCounts& counts);

 private:
  SampleMeanOfCounts means_;
  std::vector<double> logs_;
  MeanLogFactorial view_{};
};

}  // namespace plim
