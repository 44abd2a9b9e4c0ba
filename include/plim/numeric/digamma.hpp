#pragma once
#include "plim/numeric/elementary.hpp"

/// Digamma and trigamma for x > 0 without libm: the same bits on every machine, branch-free where loops over
/// counts need them. Shifted upwards by the recurrence, then Stirling's series (Abramowitz and Stegun 6.3.18,
/// 6.4.12). Absolute error of digamma below 4e-16 max(1, |value|), relative error of trigamma below 1e-15
/// (`tests/numeric/digamma_test.cpp`).
namespace plim::elementary {

#define PLIM_ELEMENTARY [[gnu::always_inline]] inline

namespace detail {

/// psi(x) = ln y - tail - shift, y = x or x + 8.
struct DigammaParts {
  double y, tail, shift;
};

PLIM_ELEMENTARY DigammaParts digamma_parts(double argument) {
  const double x = argument > 0 ? argument : 1.0;  // elsewhere the result is not used
  const bool low = x < 16;
  const double s = low ? x : 16.0;
  // sum of 1/(s + j), j = 0 .. 7, in pairs: (s + j)(s + 7 - j) = z + j (7 - j).
  const double z = s * (s + 7);
  const double first = z * (z + 6), second = (z + 10) * (z + 12);
  const double shift = (2 * s + 7) * ((2 * z + 6) * second + (2 * z + 22) * first) / (first * second);
  const double y = low ? x + 8 : x;
  const double r = 1 / y, w = r * r;
  const double series =
      w *
      (1.0 / 12 -
       w * (1.0 / 120 -
            w * (1.0 / 252 -
                 w * (1.0 / 240 -
                      w * (1.0 / 132 - w * (691.0 / 32760 -
                                            w * (1.0 / 12 - w * (3617.0 / 8160 - w * 43867.0 / 14364))))))));
  return {y, 0.5 * r + series, low ? shift : 0.0};
}

}  // namespace detail

/// psi(x), x > 0; NaN at and below 0.
PLIM_ELEMENTARY double digamma(double x) {
  const detail::DigammaParts p = detail::digamma_parts(x);
  const double value = log(p.y) - p.tail - p.shift;
  return x > 0 ? value : __builtin_nan("");
}

/// ln x - psi(x) > 0, which falls like 1/(2x), for x > 0: relative error below 1e-14 where the two cancel.
PLIM_ELEMENTARY double log_less_digamma(double x) {
  const detail::DigammaParts p = detail::digamma_parts(x);
  return (log(x) - log(p.y)) + (p.tail + p.shift);
}

namespace detail {

/// y psi'(y) - 1 - 1/y for y >= 16.
PLIM_ELEMENTARY double trigamma_series(double y) {
  const double r = 1 / y, w = r * r;
  const double series =
      w *
      (1.0 / 6 -
       w * (1.0 / 30 - w * (1.0 / 42 - w * (1.0 / 30 - w * (5.0 / 66 - w * (691.0 / 2730 - w * 7.0 / 6))))));
  return series - 0.5 * r;
}

}  // namespace detail

/// x psi'(x) - 1 - 1/x, which tends to -1/(2x): what is left of trigamma where its leading terms cancel.
PLIM_ELEMENTARY double trigamma_rest(double x) {
  const bool low = x < 16;
  double shift = 0;
  for (int j = 0; j < 16; ++j) shift += 1 / ((x + j) * (x + j));
  const double y = low ? x + 16 : x;
  const double r = 1 / y, above = detail::trigamma_series(y);
  const double trigamma = (1 + r + above) * r + shift;
  return low ? x * trigamma - 1 - 1 / x : above;
}

/// psi'(x), x > 0; NaN at and below 0.
PLIM_ELEMENTARY double trigamma(double argument) {
  const double x = argument > 0 ? argument : 1.0;
  const double value = (1 + 1 / x + trigamma_rest(x)) / x;
  return argument > 0 ? value : __builtin_nan("");
}

/// psi(x + d + 1) - psi(x + 1) for x, d >= 0: absolute error below 1e-16 (1/x + value) for x >= 16, where
/// digamma itself would leave 1e-16 ln x.
PLIM_ELEMENTARY double digamma_step(double x, double d) {
  if (x < 16) return digamma(x + d + 1) - digamma(x + 1);
  const double y = x + d;
  return log1p(d / x) - d / (x * y) + (detail::digamma_parts(x).tail - detail::digamma_parts(y).tail);
}

#undef PLIM_ELEMENTARY

}  // namespace plim::elementary
