#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/counts.hpp"
#include "plim/views/points.hpp"

namespace plim {

/// Points that are counts of K classes, pooled: the sums of coordinates `c: [lanes][K]`, all trials together
/// `trials: [lanes]`, -1 where a coordinate is no count or the trials are 2^53 or more, and what the orders
/// of the trials within points add to a log-likelihood, `log_orders: [lanes]`, the sum of ln(trials!/prod
/// x!).
struct PointCounts {
  static constexpr const char* name = "point_counts";
  std::int64_t n;
  std::size_t d, lanes;
  const std::int64_t* c;
  const std::int64_t* trials;
  const double* log_orders;

  struct One {
    std::int64_t n;
    Counts::One pooled;  // of `trials` draws
    double log_orders;
  };
  One one(std::size_t lane) const noexcept {
    return {n, {trials[lane], d, 1, c + lane * d}, log_orders[lane]};
  }
};

/// O(n K) a lane.
class PointCountsOfPoints {
 public:
  explicit PointCountsOfPoints(std::size_t) {}
  const PointCounts& operator()(const Points& points);

 private:
  std::vector<std::int64_t> c_, trials_;
  std::vector<double> log_orders_;
  PointCounts view_{};
};

}  // namespace plim
