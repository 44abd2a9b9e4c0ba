#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/observations.hpp"

namespace plim {

/// The sufficient statistic of a uniform sample: `least, most: [lanes]`, NaN where an observation is not
/// finite, and `whole: [lanes]` 1 if all are integers, else 0.
struct Extremes {
  static constexpr const char* name = "extremes";
  std::int64_t n;
  std::size_t lanes;
  const double* least;
  const double* most;
  const double* whole;

  struct One {
    std::int64_t n;
    double least, most;
    bool whole;
  };
  One one(std::size_t lane) const noexcept { return {n, least[lane], most[lane], whole[lane] > 0}; }
};

/// The buffers of Extremes.
class ExtremesBuffer {
 public:
  explicit ExtremesBuffer(std::size_t lanes) : least_(lanes), most_(lanes), whole_(lanes) {}
  /// Of no observation.
  void clear(std::size_t lane) noexcept;
  void add(std::size_t lane, double least, double most, bool whole) noexcept;
  const Extremes& view(std::int64_t n, std::size_t lanes) noexcept;

 private:
  std::vector<double> least_, most_, whole_;
  Extremes view_{};
};

/// Of the observations. O(distinct) a lane.
class ExtremesOfObservations {
 public:
  explicit ExtremesOfObservations(std::size_t lanes) : buffer_(lanes) {}
  const Extremes& operator()(const Observations& observations);

 private:
  ExtremesBuffer buffer_;
};

}  // namespace plim
