#pragma once
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/stirling.hpp"

/// The steps of the binomial sampler, which run in vector lanes as well as alone; no library types, because
/// kernel files include it. Everywhere 0 < p <= 1/2 is the smaller side, q = 1 - p.
namespace plim::binomial_steps {

/// Below this n p the law is inverted; the hat of the rejection is proven from it on.
constexpr double inversion_below = 10.0;
/// With mean below 10 the mass beyond is under 10^-27; only rounding gets there, and tries again.
constexpr int inversion_most = 64;

/// One step of an inversion up from k = i, on numbers or on vectors of them: `u` is what is left of the
/// uniform, `mass` that of k. Nothing moves once u is below the mass. `odds` = p / q, `share` = 1 / (i + 1).
template <class Real>
[[gnu::always_inline]] inline void invert_step(Real& k, Real& u, Real& mass, Real n, Real odds, double i,
                                               double share) {
  const auto found = u < mass;
  const Real next = mass * ((n - i) * (odds * share));
  k = found ? k : k + 1.0;
  u = found ? u : u - mass;
  mass = found ? mass : next;
}

/// The hat of transformed rejection (Hoermann 1993, algorithm BTRS). All distances are taken from the mode,
/// so that no digit is lost at n = 2^53.
struct Hat {
  double a, b, v_r, spread;
  double mode;
  double mean_from_mode;  // n p - mode
};

struct Candidate {
  double from_mode;  // k - mode
  double us;
  bool inside;    // 0 <= k <= n
  bool accepted;  // by the squeeze; else the mass decides
};

[[gnu::always_inline]] inline Hat hat(double n, double p, double q) {
  const double spread = __builtin_sqrt(n * p * q);
  const double b = 1.15 + 2.53 * spread;
  const double mode = __builtin_floor((n + 1.0) * p);
  return {-0.0873 + 0.0248 * b + 0.01 * p, b, 0.92 - 4.2 / b, spread, mode, __builtin_fma(n, p, -mode)};
}

[[gnu::always_inline]] inline Candidate candidate(const Hat& h, double n, double uniform, double v) {
  const double u = uniform - 0.5;
  const double us = 0.5 - (u < 0 ? -u : u);
  const double from_mode = __builtin_floor((2.0 * h.a / us + h.b) * u + (h.mean_from_mode + 0.5));
  const double k = h.mode + from_mode;
  // Both operands are computed, so that the test stays free of branches.
  const bool inside = (k >= 0) & (k <= n);
  const bool accepted = inside & (us >= 0.07) & (v <= h.v_r);
  return {from_mode, us, inside, accepted};
}

/// ln(1 + x) for |x| <= 1/10: twice the series of the inverse hyperbolic tangent at x / (2 + x).
[[gnu::always_inline]] inline double small_log1p(double x) {
  const double v = x / (2.0 + x);
  const double w = v * v;
  const double series =
      1.0 + w * (1.0 / 3 + w * (1.0 / 5 + w * (1.0 / 7 + w * (1.0 / 9 + w * (1.0 / 11 + w * (1.0 / 13))))));
  return 2.0 * v * series;
}

/// ln P(mode + d) - ln P(mode) = log + ln(ratio) / 2, for 0 <= mode + d <= n.
/// Stirling's formula around the mode with factorials (k + 1)! / (k + 1), so that k = 0 is no exception; what
/// the formula leaves of the power of p / q is one small logarithm, and no large terms cancel.
struct LogRatio {
  double log, ratio;
};
[[gnu::always_inline]] inline LogRatio log_ratio(const Hat& h, double n, double p, double q, double d) {
  const double m = h.mode + 1, l = n - h.mode + 1;  // both at least 11
  const double k = m + d, r = l - d;
  const double tilt = small_log1p((h.mean_from_mode + (p - q)) / (m * q));
  const double gains = m * elementary::relative_gain(d / m) + l * elementary::relative_gain(-d / l);
  const double errors =
      (detail::stirling_series(m) - stirling_error(k)) + (detail::stirling_series(l) - stirling_error(r));
  return {d * tilt - gains + errors, k / m * (r / l)};
}

/// The full test, of a candidate that is inside: v times the hat is below the mass.
[[gnu::always_inline]] inline bool below_mass(const Hat& h, double n, double p, double q, const Candidate& c,
                                              double v) {
  const double alpha = (2.83 + 5.1 / h.b) * h.spread;
  const double height = v * alpha / (h.a / (c.us * c.us) + h.b);
  const LogRatio mass = log_ratio(h, n, p, q, c.from_mode);
  return 0.5 * elementary::log(height * height / mass.ratio) <= mass.log;
}

}  // namespace plim::binomial_steps
