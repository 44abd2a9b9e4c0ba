#pragma once
#include "plim/numeric/differences.hpp"

namespace plim {

/// The closed box in which a maximum is sought.
struct Box {
  Point low{}, high{};
};

struct Maximum {
  Point at{};
  double value = 0;
  bool converged = false;  // in the inside of the box; else `at` is as far as the search came
  Point steps{};           // of differences of the eighth order about it
};

/// The local maximum uphill of `start`, by Newton's iteration on the coordinates, each of which should vary
/// by about 1: steps that double while they succeed, a raised diagonal where the function is not concave,
/// halving until the value grows. The last steps take fine gradients only, so that the error is that of the
/// function's own rounding. `start` is in the box and has a finite value.
Maximum maximise(Objective& f, std::size_t dimension, const Point& start, const Box& box);

}  // namespace plim
