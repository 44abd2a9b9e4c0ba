#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/views/mean_log.hpp"
#include "plim/views/points.hpp"

namespace plim {

/// The sufficient statistic of a Dirichlet sample, for each coordinate of points that are d positive shares:
/// `mean: [lanes][d]`, `mean_log: [lanes][d]` of ln x, `log_ratio: [lanes][d]` = ln(mean) - mean_log >= 0, 0
/// only if all points have that coordinate. NaN where a point is not on the open simplex.
struct ShareLogs {
  static constexpr const char* name = "share_logs";
  std::int64_t n;
  std::size_t d, lanes;
  const double* mean;
  const double* mean_log;
  const double* log_ratio;

  struct One {
    std::int64_t n;
    std::span<const double> mean, mean_log, log_ratio;
  };
  One one(std::size_t lane) const noexcept {
    return {n, {mean + lane * d, d}, {mean_log + lane * d, d}, {log_ratio + lane * d, d}};
  }
};

/// Coordinate by coordinate as MeanLogOfReals. The shares of a point must sum to 1 within 1e-9. O(n d) a
/// lane.
class ShareLogsOfPoints {
 public:
  explicit ShareLogsOfPoints(std::size_t) : of_column_(1) {}
  static std::size_t footprint(const SampleSize& size) {
    return sizeof(double) * static_cast<std::size_t>(size.n);
  }
  const ShareLogs& operator()(const Points& points);

 private:
  MeanLog::One of_coordinate(const Points::One& points, std::size_t k);

  std::vector<double> column_;  // [n]
  MeanLogOfReals of_column_;
  std::vector<double> mean_, mean_log_, log_ratio_;
  ShareLogs view_{};
};

}  // namespace plim
