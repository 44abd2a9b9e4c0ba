#pragma once
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace plim {

/// The smallest closed interval that holds a law; infinite ends are not taken.
struct Support {
  double lower, upper;
  bool operator==(const Support&) const = default;
};

/// The expected information of one observation about the free parameters, in their order: row-major
/// `matrix: [parameters][parameters]`. Infinite or NaN where a parameter is on the edge of its domain.
struct FisherInformation {
  std::vector<std::string> parameters;
  std::vector<double> matrix;
};

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

/// The smallest x with P(X <= x) >= p, from what it is for 0 < p < 1: the ends of the support at 0 and 1, NaN
/// outside [0, 1].
template <class Inner>
double quantile_within(double p, const Support& support, Inner inner) {
  if (!(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  return p == 0 ? support.lower : p == 1 ? support.upper : inner(p);
}

/// The smallest integer of the support at which `law.cdf` reaches p, 0 < p < 1, searched from a guess by
/// steps that double, then by halving. The upper half is compared by `law.complement`, whose digits are not
/// lost.
template <class Law>
double discrete_quantile(const Law& law, double p, double guess) {
  const auto [lower, upper] = law.support();
  const auto reached = [&](double k) { return p <= 0.5 ? law.cdf(k) >= p : law.complement(k) <= 1 - p; };
  const auto clamped = [&, lower = lower, upper = upper](double k) {
    return std::fmin(std::fmax(k, lower), upper);
  };
  double high = clamped(std::floor(guess)), low = high;
  double step = 1;
  while (!reached(high) && high < upper) {
    low = high;
    high = clamped(high + step);
    step *= 2;
  }
  if (low == high) {  // reached at once: go down
    while (low > lower && reached(low)) {
      high = low;
      low = clamped(low - step);
      step *= 2;
    }
    if (reached(low)) return low;
  }
  for (;;) {
    const double middle = std::floor(low + (high - low) / 2);
    if (middle <= low || middle >= high) return high;
    (reached(middle) ? high : low) = middle;
  }
}

}  // namespace plim
