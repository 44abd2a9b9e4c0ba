#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/observations.hpp"

namespace plim {

/// The sufficient statistic of a Pareto sample: `least: [lanes]`, and `sum_log: [lanes]` = sum of
/// ln(x/least), 0 where and only where all observations are equal. Both are NaN where one is not finite or
/// not above 0.
struct LeastLog {
  static constexpr const char* name = "least_log";
  std::int64_t n;
  std::size_t lanes;
  const double* least;
  const double* sum_log;

  struct One {
    std::int64_t n;
    double least, sum_log;
  };
  One one(std::size_t lane) const noexcept { return {n, least[lane], sum_log[lane]}; }
};

/// The buffers of a LeastLog.
class LeastLogBuffer {
 public:
  explicit LeastLogBuffer(std::size_t lanes) : least_(lanes), sum_log_(lanes) {}
  void set(std::size_t lane, double least, double sum_log) noexcept;
  /// Takes m further observations to the n there are, by their own statistic.
  void add(std::size_t lane, std::int64_t n, std::int64_t m, double least, double sum_log) noexcept;
  const LeastLog& view(std::int64_t n, std::size_t lanes) noexcept;

 private:
  std::vector<double> least_, sum_log_;
  LeastLog view_{};
};

/// Of the observations. O(distinct) a lane.
class LeastLogOfObservations {
 public:
  explicit LeastLogOfObservations(std::size_t lanes) : buffer_(lanes) {}
  const LeastLog& operator()(const Observations& observations);

 private:
  LeastLogBuffer buffer_;
};

}  // namespace plim
