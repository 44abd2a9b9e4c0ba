#pragma once
#include <cmath>
#include <limits>

#include "plim/families/lattice.hpp"
#include "plim/families/log_tails.hpp"
#include "plim/numeric/outward.hpp"
#include "plim/numeric/quotient.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

/// A law on integers by its mass alone: tails, quantiles, entropy and shape are sums over it, each of the
/// smaller tail outwards. The law has `support()`, `mean()`, `variance()`, `peak()` (an integer from which
/// the mass falls to both sides), `log_mass(k)` and `reach(k)`, the distance from k to the nearest point at
/// which log_mass is not smooth; where that is above 92, log_mass is asked for between the integers too.
template <class Law>
class BySums : public ByLogTails<Law> {
 public:
  double log_density(double k) const {
    if (std::isnan(k)) return k;
    const Support s = law().support();
    const bool inside = k == std::floor(k) && k >= s.lower && k <= s.upper && std::isfinite(k);
    return inside ? law().log_mass(k) : -std::numeric_limits<double>::infinity();
  }
  LogTails log_tails_at(double x) const {
    const Support s = law().support();
    const double k = std::floor(x);
    if (std::isinf(k)) return {k, 0};
    return log_tails(
        k < law().mean(), [&] { return log_sum(k, s.lower); }, [&] { return log_sum(k + 1, s.upper); });
  }
  double quantile(double p) const { return lattice_quantile(law(), p, near(special::normal_quantile(p))); }
  double complement_quantile(double q) const {
    return lattice_complement_quantile(law(), q, near(-special::normal_quantile(q)));
  }
  /// Of X less its mean, relative to the sd; undefined where X does not vary.
  double skewness() const { return central_moment(3) / (law().variance() * std::sqrt(law().variance())); }
  double excess_kurtosis() const { return central_moment(4) / law().variance() / law().variance() - 3; }
  /// nats.
  double entropy() const {
    return expectation([this](double k) { return 0.0 - law().log_mass(k); });
  }

 protected:
  using ByLogTails<Law>::law;

  LogShape shape_of_mass() const {
    return {[this](double k) { return law().log_mass(k); }, [this](double k) { return law().reach(k); }};
  }
  /// ln of the sum of the mass from `from` to `to` on either side.
  double log_sum(double from, double to) const {
    constexpr double below_overflow = 600;
    const double here = law().log_mass(from), there = std::isfinite(to) ? law().log_mass(to) : here;
    const double reference = std::fmax(here, there - below_overflow);
    return reference + elementary::log(sum_outward(shape_of_mass(), from, to, reference));
  }
  /// E weight(X), from the peak to both sides, or from both ends to the valley of a law that has one.
  double expectation(const Weight& weight) const {
    const Support s = law().support();
    const auto sum = [&](double from, double to) {
      return sum_outward(shape_of_mass(), from, to, 0, weight);
    };
    if constexpr (requires { law().valley(); }) {
      const double valley = law().valley();
      if (!std::isnan(valley)) return sum(s.lower, valley) + sum(s.upper, valley + 1);
    }
    const double peak = law().peak();
    return sum(peak, s.upper) + (peak > s.lower ? sum(peak - 1, s.lower) : 0);
  }
  double central_moment(int order) const {
    const double centre = law().mean();
    return expectation([=](double k) { return std::pow(k - centre, order); });
  }

 private:
  double near(double z) const { return law().mean() + z * std::sqrt(law().variance()); }
};

}  // namespace plim
