#pragma once
#include <cmath>
#include <cstdint>
#include <span>

#include "plim/families/composed_fill.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/variate.hpp"

namespace plim {

/// Euler's constant: less the mean of the logarithm of a standard exponential number.
inline constexpr double euler_constant = 0.57721566490153286061;

enum class Tail { lower, upper };

/// The law of a monotone function of a standard exponential number W, made from what the family F says inside
/// its `support()`: `hazard(x)`, so that P(X > x) = e^-hazard (Tail::upper: x rises with W) or P(X <= x) =
/// e^-hazard (Tail::lower: it falls); `at_hazard(w)`, the inverse for 0 < w < 746, which is also the sampler
/// and so made of plim::elementary; `at_hazards(w)`, the same over an array, where it takes more than a few
/// operations; and `log_hazard(x)` where hazards may underflow before their logarithm.
template <class F, Tail tail>
struct HazardLaw {
  /// From an exponential number with all its digits at both ends: tails without a lattice.
  double sample(Variate& v) const {
    const Variate::Pair w = v.words();
    return own().at_hazard(fine_exponential(w.first, w.second));
  }
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      planes.exponential(0, x);
      if constexpr (requires { own().at_hazards(x); }) {
        own().at_hazards(x);
      } else {
        for (double& w : x) w = own().at_hazard(w);
      }
    });
  }

  double cdf(double x) const {
    return cdf_within(x, own().support(), [this](double at) { return rises ? other(at) : exact(at); });
  }
  double complement(double x) const {
    return complement_within(x, own().support(), [this](double at) { return rises ? exact(at) : other(at); });
  }
  double log_cdf(double x) const {
    return log_cdf_within(x, own().support(),
                          [this](double at) { return rises ? log_other(at) : 0 - own().hazard(at); });
  }
  double log_complement(double x) const {
    return log_complement_within(x, own().support(),
                                 [this](double at) { return rises ? 0 - own().hazard(at) : log_other(at); });
  }
  double quantile(double p) const {
    return quantile_within(p, own().support(), [this](double inner) { return point(inner, !rises); });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(q, own().support(),
                                      [this](double inner) { return point(inner, rises); });
  }

  /// Whether the draws at both ends of what `fine_exponential` gives are finite numbers.
  bool holds_draws() const {
    return std::isfinite(own().at_hazard(0x1p-128)) && std::isfinite(own().at_hazard(89));
  }

  bool operator==(const HazardLaw&) const = default;

 private:
  static constexpr bool rises = tail == Tail::upper;

  const F& own() const { return static_cast<const F&>(*this); }
  double exact(double x) const { return elementary::exp(-own().hazard(x)); }
  double other(double x) const { return 0 - elementary::expm1(-own().hazard(x)); }
  double log_other(double x) const {
    if constexpr (requires { own().log_hazard(x); }) {
      // Where 1 - e^-hazard underflows it is the hazard itself.
      if (own().hazard(x) < smallest_tail) return own().log_hazard(x);
    }
    return log_tail(other(x), exact(x));
  }
  /// Where the exact tail, or else the other one, is p, 0 < p < 1.
  double point(double p, bool of_exact) const {
    return own().at_hazard(of_exact ? -elementary::log(p) : -elementary::log1p(-p));
  }
};

}  // namespace plim
