#pragma once
#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// ln(x / scale), x >= 0, with all digits where x is near the scale and where the ratio is no double.
inline double log_multiple(double x, double scale) {
  const double gap = x - scale;
  if (std::fabs(gap) < 0.5 * scale) return elementary::log1p(gap / scale);
  const double ratio = x / scale;
  const bool normal = ratio >= std::numeric_limits<double>::min() && ratio < infinity;
  return normal ? elementary::log(ratio) : elementary::log(x) - elementary::log(scale);
}

/// scale e^h, also where e^h is no double.
inline double exp_multiple(double h, double scale) {
  const double root = elementary::exp(0.5 * h);
  return scale * root * root;
}

}  // namespace plim
