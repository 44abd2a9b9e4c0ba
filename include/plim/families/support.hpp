#pragma once
#include <cmath>
#include <limits>

#include "plim/views/law.hpp"

namespace plim {

/// True at 0, 1, 2, ...
inline bool is_count(double x) { return x >= 0 && x == std::floor(x) && std::isfinite(x); }

/// P(X <= x) from what is so for lower <= x < upper; NaN at NaN.
template <class Inner>
double cdf_within(double x, const Support& support, Inner inner) {
  if (std::isnan(x)) return x;
  return x < support.lower ? 0.0 : x >= support.upper ? 1.0 : inner(x);
}

/// P(X > x) from what is so for lower <= x < upper; NaN at NaN.
template <class Inner>
double complement_within(double x, const Support& support, Inner inner) {
  if (std::isnan(x)) return x;
  return x < support.lower ? 1.0 : x >= support.upper ? 0.0 : inner(x);
}

/// ln P(X <= x) and ln P(X > x), likewise.
template <class Inner>
double log_cdf_within(double x, const Support& support, Inner inner) {
  if (std::isnan(x)) return x;
  return x < support.lower ? -std::numeric_limits<double>::infinity() : x >= support.upper ? 0.0 : inner(x);
}
template <class Inner>
double log_complement_within(double x, const Support& support, Inner inner) {
  if (std::isnan(x)) return x;
  return x < support.lower ? 0.0 : x >= support.upper ? -std::numeric_limits<double>::infinity() : inner(x);
}

/// The smallest x with P(X <= x) >= p, from what it is for 0 < p < 1: the ends of the support at 0 and 1, NaN
/// outside [0, 1].
template <class Inner>
double quantile_within(double p, const Support& support, Inner inner) {
  if (!(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  return p == 0 ? support.lower : p == 1 ? support.upper : inner(p);
}

/// The smallest x with P(X > x) <= q, likewise.
template <class Inner>
double complement_quantile_within(double q, const Support& support, Inner inner) {
  if (!(q >= 0 && q <= 1)) return std::numeric_limits<double>::quiet_NaN();
  return q == 1 ? support.lower : q == 0 ? support.upper : inner(q);
}

}  // namespace plim
