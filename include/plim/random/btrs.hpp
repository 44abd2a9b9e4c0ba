#pragma once

/// The part of the binomial sampler that runs in vector lanes as well as alone; no library types, because
/// kernel files include it.
namespace plim::btrs {

/// Transformed rejection with squeeze (Hoermann 1993, algorithm BTRS) for Binomial(n, p), p <= 1/2, n p
/// >= 10. Everything is taken from the mode, so that no digit is lost at n = 2^53.
struct Constants {
  double a, b, v_r;
  double mode;
  double mean_from_mode;  // n p - mode
};

struct Candidate {
  double from_mode;  // k - mode
  double us;
  bool inside;    // 0 <= k <= n
  bool accepted;  // by the squeeze; else the mass decides
};

[[gnu::always_inline]] inline Constants constants(double n, double p, double q) {
  const double spread = __builtin_sqrt(n * p * q);
  const double b = 1.15 + 2.53 * spread;
  const double mode = __builtin_floor((n + 1.0) * p);
  return {-0.0873 + 0.0248 * b + 0.01 * p, b, 0.92 - 4.2 / b, mode, __builtin_fma(n, p, -mode)};
}

[[gnu::always_inline]] inline Candidate candidate(const Constants& c, double n, double uniform, double v) {
  const double u = uniform - 0.5;
  const double us = 0.5 - (u < 0 ? -u : u);
  const double from_mode = __builtin_floor((2.0 * c.a / us + c.b) * u + (c.mean_from_mode + 0.5));
  const double k = c.mode + from_mode;
  // Both operands are computed, so that the test stays free of branches.
  const bool inside = (k >= 0) & (k <= n);
  const bool accepted = inside & (us >= 0.07) & (v <= c.v_r);
  return {from_mode, us, inside, accepted};
}

}  // namespace plim::btrs
