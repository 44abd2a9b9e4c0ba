#pragma once
#include <cmath>
#include <limits>

namespace plim {

/// a / b, b >= 0, where b = 0 is meant and not a mistake: infinite, or NaN if a is 0 too.
inline double quotient(double a, double b) noexcept {
  if (b != 0) return a / b;
  return a == 0 ? std::numeric_limits<double>::quiet_NaN()
                : std::copysign(std::numeric_limits<double>::infinity(), a);
}

}  // namespace plim
