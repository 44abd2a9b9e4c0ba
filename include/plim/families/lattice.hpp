#pragma once
#include <cmath>

#include "plim/families/support.hpp"

namespace plim {

/// The smallest integer of the support at which `reached` is true, which stays so beyond it: searched from a
/// guess by steps that double, then by halving.
template <class Reached>
double least_integer(const Support& support, double guess, Reached reached) {
  const auto clamped = [&support](double k) { return std::fmin(std::fmax(k, support.lower), support.upper); };
  double high = clamped(std::floor(guess)), low = high, step = 1;
  while (!reached(high) && high < support.upper) {
    low = high;
    high = clamped(high + step);
    step *= 2;
  }
  while (low == high && low > support.lower) {  // reached at once: go down
    low = clamped(high - step);
    step *= 2;
    if (reached(low)) high = low;
  }
  for (;;) {
    const double middle = std::floor(low + (high - low) / 2);
    if (middle <= low || middle >= high) return high;
    (reached(middle) ? high : low) = middle;
  }
}

/// The quantile of every law on integers: the smallest k whose own P(X <= k), as the law computes it, is at
/// least p, so that quantile(cdf(k)) = k wherever the distribution function grows below 1; the ends of the
/// support at p = 0 and 1, NaN outside [0, 1]. `guess`: where to begin.
template <class Law>
double lattice_quantile(const Law& law, double p, double guess) {
  return quantile_within(p, law.support(), [&](double inner) {
    return least_integer(law.support(), guess, [&](double k) { return law.cdf(k) >= inner; });
  });
}

/// In the same way the smallest k whose own P(X > k) is at most q; the ends of the support at q = 1 and 0.
template <class Law>
double lattice_complement_quantile(const Law& law, double q, double guess) {
  return complement_quantile_within(q, law.support(), [&](double inner) {
    return least_integer(law.support(), guess, [&](double k) { return law.complement(k) <= inner; });
  });
}

}  // namespace plim
