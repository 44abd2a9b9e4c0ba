#pragma once
#include <cmath>
#include <limits>

namespace plim {

/// The rounding of some operations on numbers of that size.
inline double rounding_of(double size) {
  return 8 * std::numeric_limits<double>::epsilon() * std::fabs(size);
}

/// The value of a sum whose terms leave that much rounding: 0 below it, where its digits mean nothing.
inline double beyond(double rounding, double value) { return std::fabs(value) > rounding ? value : 0.0; }

/// a - b of two numbers that are rounded themselves.
inline double difference(double a, double b) {
  return beyond(rounding_of(std::fmax(std::fabs(a), std::fabs(b))), a - b);
}

}  // namespace plim
