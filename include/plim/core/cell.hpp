#pragma once
#include <cstddef>
#include <limits>
#include <span>

#include "plim/core/status.hpp"

namespace plim {

inline constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

/// One output of one estimate; NaN means not given.
struct Cell {
  double value = not_given;
  double se = not_given;
  double lo = not_given;
  double hi = not_given;
};

/// Where an estimator writes the estimate of one sample: `out: [outputs]`.
struct EstimateRef {
  std::span<Cell> out;
  Status& status;
};

/// Where an estimator writes the estimates of a group of lanes: `cells: [lanes][outputs]`, `status: [lanes]`.
struct BlockOut {
  Cell* cells;
  Status* status;
  std::size_t outputs;
  std::size_t lanes;

  EstimateRef at(std::size_t lane) const { return {{cells + lane * outputs, outputs}, status[lane]}; }
};

}  // namespace plim
