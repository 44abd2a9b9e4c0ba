#pragma once
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/families/log_tails.hpp"
#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/outward.hpp"
#include "plim/numeric/poisson_mass.hpp"
#include "plim/random/variate.hpp"

namespace plim {

/// The odds x / (1 - x) of a noncentral beta number x: a gamma number of shape a + J over one of shape b, J
/// being Poisson of mean noncentrality / 2 (Tang 1938). Density and both tails are sums over J of positive
/// terms, from the largest outwards.
struct NoncentralOdds {
  double a, b, noncentrality;

  /// ln of the odds.
  double sample_log(Variate& v) const {
    const double more = v.poisson(half());
    const double first = v.log_gamma(a + more);
    return first - v.log_gamma(b);
  }
  /// About where ln odds has its peak, and how wide that is.
  double peak() const { return elementary::log((a + half()) / b); }
  double width() const { return std::sqrt(2 / (a + half()) + 1 / b); }

  /// ln of the density of t = ln odds.
  double log_density_at(double t) const {
    constexpr double far = 300;  // beyond it the density is a power of the odds
    if (t > far) return log_density_at(far) - b * (t - far);
    if (t < -far) return log_density_at(-far) + a * (t + far);
    const double x = 1 / (1 + elementary::exp(-t)), y = 1 / (1 + elementary::exp(t));
    const double log_xy = elementary::log(x) + elementary::log(y);
    return mixed([=, this](double j) { return beta_law::log_density(a + j, b, x, y) + log_xy; },
                 most_likely(x));
  }
  /// ln of the tails at x, y = 1 - x.
  LogTails log_tails_at(double x, double y) const {
    const double guess = most_likely(x);
    return log_tails(
        elementary::log(x / y) < peak(),
        [&] { return mixed([&](double j) { return beta_law::log_cdf(a + j, b, x, y); }, guess); },
        [&] { return mixed([&](double j) { return beta_law::log_complement(a + j, b, x, y); }, guess); });
  }
  LogTails log_tails_at(double t) const {
    constexpr double far = 300;
    const auto rest = [](double log_share) { return elementary::log1p(-elementary::exp(log_share)); };
    if (t < -far) {
      const double lower = log_tails_at(-far).lower + a * (t + far);
      return {lower, rest(lower)};
    }
    if (t > far) {
      const double upper = log_tails_at(far).upper - b * (t - far);
      return {rest(upper), upper};
    }
    return log_tails_at(1 / (1 + elementary::exp(-t)), 1 / (1 + elementary::exp(t)));
  }

 private:
  double half() const { return 0.5 * noncentrality; }
  /// Which J makes x most likely: where the terms of the density no longer grow.
  double most_likely(double x) const {
    const double w = half() * x, p = a + 1 - w, q = w * (a + b) - a,
                 root = std::sqrt(p * p + 4 * std::fmax(q, 0));
    return std::floor(std::fmax(0, p > 0 ? 2 * q / (p + root) : 0.5 * (root - p)));
  }
  /// ln of the sum over J of its mass times e^log_given(J).
  template <class LogGiven>
  double mixed(LogGiven log_given, double guess) const {
    if (noncentrality == 0) return log_given(0.0);
    const double m = half();
    const auto log_term = [&](double j) { return poisson_log_mass(j, m, j - m) + log_given(j); };
    const LogShape shape{log_term, [](double j) { return j; }};
    const double peak = std::floor(peak_of([&](double j) { return log_term(std::floor(j)); }, 0, infinity,
                                           guess, 1 + std::floor(0.5 * std::sqrt(m))));
    const double reference = log_term(peak);
    if (reference == -infinity) return reference;
    const double below = peak > 0 ? sum_outward(shape, peak - 1, 0, reference) : 0;
    return reference + elementary::log(below + sum_outward(shape, peak, infinity, reference));
  }
};

}  // namespace plim
