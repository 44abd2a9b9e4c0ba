#pragma once
#include "plim/numeric/elementary.hpp"

/// The steps of the gamma sampler of Marsaglia and Tsang (2000), which run in vector lanes as well as alone;
/// no library types, because kernel files include it.
namespace plim::gamma_steps {

/// A gamma of shape below 1 is one of shape + 1 times a power of a uniform.
[[gnu::always_inline]] inline double power_of_uniform(double u, double shape) {
  return elementary::exp(elementary::log_of_uniform(u) / shape);
}

struct Constants {
  double d, c;
};

[[gnu::always_inline]] inline Constants constants(double shape) {
  const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
  return {d, 1 / __builtin_sqrt(9 * d)};
}

/// The proposal d (1 + t)^3, t = c x, of a normal x, and its tests against a uniform u.
struct Proposal {
  double t, x2, value;
  bool positive;  // t > -1; else there is nothing to test
};

[[gnu::always_inline]] inline Proposal propose(const Constants& k, double x) {
  const double t = k.c * x;
  const double root = 1 + t;
  return {t, x * x, k.d * (root * root * root), root > 0};
}

/// What is accepted without a logarithm: at most what the full test accepts.
[[gnu::always_inline]] inline bool squeeze(const Proposal& p, double u) {
  return p.positive & (u < 1 - 0.0331 * p.x2 * p.x2);
}

/// ln u < x^2/2 + d (1 - v + ln v), v = (1 + t)^3, in powers of t, so that large shapes lose no digits. False
/// where t <= -1: the logarithm is then -inf or NaN.
[[gnu::always_inline]] inline bool test(const Constants& k, const Proposal& p, double u) {
  const double gap = 3 * (elementary::log1p(p.t) - p.t) - p.t * p.t * (3 + p.t);
  return elementary::log_of_uniform(u) < 0.5 * p.x2 + k.d * gap;
}

}  // namespace plim::gamma_steps
