#pragma once
#include <cstdint>

#include "plim/numeric/digamma.hpp"

/// What one class adds to the sums over counts. Those that are 0 at c = 0 are so by a
/// selection and without a branch, so that loops over counts become vector code.
namespace plim::count_terms {

#define PLIM_TERM [[gnu::always_inline]] inline

/// c ln c.
PLIM_TERM double c_log_c(double c) {
  const double value = c * elementary::log(c);
  return c > 0 ? value : 0.0;
}

/// c (ln c)^2.
PLIM_TERM double c_log_squared(double c) {
  const double log_c = elementary::log(c);
  return c > 0 ? c * log_c * log_c : 0.0;
}

/// s(c) = c + c (c - 1) ln(1 - 1/c), which falls from 1 at c = 1 to 1/2. With f(c) = c ln c the jackknife's
/// c (f(c) - f(c - 1)) is f(c) + c - s(c), so that the jackknife is the plug-in plus (sum s(c) - s(n))/n: no
/// terms cancel. s(c) = sum 1/(m (m + 1) c^(m - 1)), m = 1, 2, ...; for c >= 64, where nine terms suffice.
PLIM_TERM double jackknife_series(double c) {
  const double w = 1 / c;
  return 1.0 / 2 +
         w * (1.0 / 6 +
              w * (1.0 / 12 +
                   w * (1.0 / 20 +
                        w * (1.0 / 30 + w * (1.0 / 42 + w * (1.0 / 56 + w * (1.0 / 72 + w / 90)))))));
}

/// s(c) for any c >= 0.
PLIM_TERM double jackknife(double c) {
  if (c >= 64) return jackknife_series(c);
  return c > 1 ? c + c * (c - 1) * elementary::log1p(-1 / c) : c;
}

/// ln(1 - q) for 0 <= q <= 2^-7, by its series.
PLIM_TERM double log_complement(double q) {
  return -q *
         (1 + q * (1.0 / 2 +
                   q * (1.0 / 3 + q * (1.0 / 4 + q * (1.0 / 5 + q * (1.0 / 6 + q * (1.0 / 7 + q / 8)))))));
}

/// 1 - (1 - q)^n is 1 in double precision where n q is more: (1 - q)^n < exp(-n q) < 2^-54.
inline constexpr double certain = 38;

/// -q ln q / (1 - (1 - q)^n), 0 < q <= 1 (Chao and Shen 2003); `log_q` = ln q, `log_other` = ln(1 - q).
PLIM_TERM double horvitz_thompson(double q, double log_q, double log_other, double n) {
  return q * log_q / elementary::expm1(n * log_other);
}

/// (a) psi(a + 1), of which the posterior mean of the entropy under a Dirichlet law is made (Wolpert and Wolf
/// 1995).
PLIM_TERM double dirichlet_mean(double a) { return a * elementary::digamma(a + 1); }

/// What a class of posterior weight a adds to A (A + 1) Var(H given the counts). Wolpert and Wolf's second
/// moment less the squared mean loses all digits for large counts; written in e = psi(a + 1) - centre, centre
/// = psi(A + 1) - E H + 1/(A + 1), the leading terms cancel on paper.
PLIM_TERM double dirichlet_variance(double a, double centre) {
  const double e = elementary::digamma(a + 1) - centre;
  return a * e * e + a / (a + 1) + a * elementary::trigamma_rest(a + 1);
}

#undef PLIM_TERM

}  // namespace plim::count_terms
