#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/families/log_tails.hpp"
#include "plim/numeric/outward.hpp"

namespace plim {

/// ln(x / unit), with the digits of x - unit where the two are near.
inline double log_ratio(double x, double unit) {
  const double gap = (x - unit) / unit, multiple = x / unit;
  if (std::fabs(gap) < 0.5) return elementary::log1p(gap);
  const bool normal = multiple >= std::numeric_limits<double>::min() && multiple < infinity;
  return normal ? elementary::log(multiple) : elementary::log(x) - elementary::log(unit);
}

/// A law by its density alone: tails, quantiles, entropy and moments are integrals over a coordinate t of its
/// choice in which the density is smooth and both its tails fall fast. The law has `support()`,
/// `coordinate(x)`, `at(t)` = x, `log_slope(t)` = ln dx/dt, `log_mass_at(t)` = ln (f(x) dx/dt), `reach(t)`,
/// the distance to the nearest point at which that is not smooth, `peak()`, the t from which it falls to both
/// sides, and `width()`, about the width of the peak.
template <class Law>
class ByQuadrature : public ByLogTails<Law> {
 public:
  LogTails log_tails_at(double x) const { return law().log_tails_of(law().coordinate(x)); }
  double log_density(double x) const {
    if (std::isnan(x)) return x;
    const Support s = law().support();
    if (!(x >= s.lower && x <= s.upper) || std::isinf(x)) return -infinity;
    const double t = law().coordinate(x);
    return law().log_mass_at(t) - law().log_slope(t);
  }
  LogTails log_tails_of(double t) const {
    const Support s = law().support();
    return log_tails(
        t < law().peak(), [&] { return log_integral(t, law().coordinate(s.lower)); },
        [&] { return log_integral(t, law().coordinate(s.upper)); });
  }
  double quantile(double p) const {
    return quantile_within(p, law().support(), [this](double inner) {
      return inner < 0.5 ? point(elementary::log(inner), true) : point(elementary::log1p(-inner), false);
    });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(q, law().support(), [this](double inner) {
      return inner < 0.5 ? point(elementary::log(inner), false) : point(elementary::log1p(-inner), true);
    });
  }
  /// nats.
  double entropy() const {
    return expectation([this](double t) { return law().log_slope(t) - law().log_mass_at(t); });
  }

 protected:
  using ByLogTails<Law>::law;

  LogShape shape_of_density() const {
    return {[this](double t) { return law().log_mass_at(t); }, [this](double t) { return law().reach(t); }};
  }
  /// ln of the integral of the density between two coordinates.
  double log_integral(double from, double to) const {
    const double reference = law().log_mass_at(from);
    if (reference == -infinity) return -infinity;
    return reference +
           elementary::log(integral_outward(shape_of_density(), from, to, reference, law().width()));
  }
  /// Of a deviation from the mean, as a function of the coordinate.
  double variance_of(const Weight& gap) const { return power_of(gap, 2); }
  double skewness_of(const Weight& gap) const {
    const double v = variance_of(gap);
    return power_of(gap, 3) / (v * std::sqrt(v));
  }
  double excess_of(const Weight& gap) const {
    const double v = variance_of(gap);
    return power_of(gap, 4) / v / v - 3;
  }
  /// The expectation of a function of the coordinate.
  double expectation(const Weight& weight) const {
    const Support s = law().support();
    const double peak = law().peak();
    const auto to = [&](double end) {
      return integral_outward(shape_of_density(), peak, law().coordinate(end), 0, law().width(), weight);
    };
    return to(s.lower) + to(s.upper);
  }

 private:
  double power_of(const Weight& gap, int order) const {
    return expectation([&](double t) { return std::pow(gap(t), order); });
  }
  /// The x at which ln of a tail is log_p: Newton's steps on ln(-ln of the tail), which is nearly straight,
  /// within a bracket.
  double point(double log_p, bool lower) const {
    const Support s = law().support();
    double low = law().coordinate(s.lower), high = law().coordinate(s.upper), t = law().peak();
    double longest = 4 * law().width();
    for (int i = 0; i < 200; ++i) {
      const LogTails tails = law().log_tails_of(t);
      const double own = lower ? tails.lower : tails.upper,
                   slope = elementary::exp(law().log_mass_at(t) - own);
      const double gap = elementary::log(own / log_p);  // > 0: the tail is too small
      (gap > 0) == lower ? low = t : high = t;
      double step = (lower ? -own : own) * gap / slope;
      const bool close = std::fabs(gap) < 1e-9;
      if (!(std::fabs(step) <= longest)) step = std::copysign(longest, (gap > 0) == lower ? 1.0 : -1.0);
      longest = 2 * std::max(std::fabs(step), law().width());
      const double next = t + step;
      t = next > low && next < high ? next : close ? t : low + 0.5 * (high - low);
      if (close) break;
    }
    return law().at(t);
  }
};

}  // namespace plim
