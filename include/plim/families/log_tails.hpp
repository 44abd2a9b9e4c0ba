#pragma once
#include <cmath>

#include "plim/families/support.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// ln P(X <= x) and ln P(X > x).
struct LogTails {
  double lower, upper;

  /// The two probabilities, the larger as what the smaller leaves.
  double cdf() const { return of(lower, upper); }
  double complement() const { return of(upper, lower); }

 private:
  static double of(double own, double other) {
    return own <= other ? elementary::exp(own) : 0.0 - elementary::expm1(other);
  }
};

/// Both tails from functions that give the log of either directly: the one that is likely to be the smaller
/// first, and of two only the smaller is used.
template <class Lower, class Upper>
LogTails log_tails(bool lower_first, Lower lower, Upper upper) {
  constexpr double log_half = -0.69314718055994530942;
  const auto rest = [](double log_share) { return elementary::log1p(-elementary::exp(log_share)); };
  const double first = lower_first ? lower() : upper();
  double other = 0;
  if (first < log_half) {
    other = rest(first);
    return lower_first ? LogTails{first, other} : LogTails{other, first};
  }
  other = lower_first ? upper() : lower();
  const double own = std::isnan(first) ? first : rest(other);
  return lower_first ? LogTails{own, other} : LogTails{other, own};
}

/// cdf, complement and their logs of a law that has `log_tails_at(x)` inside its support.
template <class Law>
class ByLogTails {
 public:
  double cdf(double x) const {
    return cdf_within(x, law().support(), [this](double at) { return law().log_tails_at(at).cdf(); });
  }
  double complement(double x) const {
    return complement_within(x, law().support(),
                             [this](double at) { return law().log_tails_at(at).complement(); });
  }
  double log_cdf(double x) const {
    return log_cdf_within(x, law().support(), [this](double at) { return law().log_tails_at(at).lower; });
  }
  double log_complement(double x) const {
    return log_complement_within(x, law().support(),
                                 [this](double at) { return law().log_tails_at(at).upper; });
  }
  bool operator==(const ByLogTails&) const = default;

 protected:
  const Law& law() const { return static_cast<const Law&>(*this); }
};

}  // namespace plim
