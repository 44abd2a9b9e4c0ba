#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/views/points.hpp"

namespace plim {

/// Two samples of points in the same R^d: `x: [lanes] -> [n][d]` and `y: [lanes] -> [m][d]`; numbers are
/// points with d = 1.
struct PointsPair {
  static constexpr const char* name = "points_pair";
  std::int64_t n, m;
  std::size_t d, lanes;
  const double* const* x;
  const double* const* y;

  struct One {
    Points::One x, y;
  };
  One one(std::size_t lane) const noexcept {
    return {Points{n, d, lanes, x}.one(lane), Points{m, d, lanes, y}.one(lane)};
  }
};

}  // namespace plim
