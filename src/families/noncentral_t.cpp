#include <cmath>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/by_quadrature.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

/// (Z + noncentrality) / S, Z normal and S^2 an independent chi-square over its df degrees of freedom
/// (Johnson and Welch 1940). Density and tails are integrals over u = ln S of positive numbers, which have
/// one peak each; the coordinate of the law itself is arsinh x.
struct NoncentralT : ByQuadrature<NoncentralT> {
  using value_type = double;
  static constexpr std::string_view name = "noncentral_t";
  static constexpr std::string_view summary = "the noncentral t law";
  static constexpr std::string_view carrier = "(-inf, inf)";
  /// Below it more than one draw in 10^15 would be infinite.
  static constexpr double smallest_df = 0.05;
  static std::vector<Parameter> parameters() {
    Parameter df{"df", Domain::positive, "degrees of freedom"},
        noncentrality{"noncentrality", Domain::real, "mean of the normal number"};
    df.smallest = smallest_df;
    df.largest = noncentrality.largest = 1e100;
    noncentrality.smallest = -1e100;
    return {df, noncentrality};
  }
  static Outcome<NoncentralT> make(const Arguments& a) {
    return NoncentralT{{}, a.real("df"), a.real("noncentrality")};
  }

  double sample(Variate& v) const {
    const double normal = v.normal(), log_gamma = v.log_gamma(0.5 * df);
    return (normal + noncentrality) * elementary::exp(0.5 * (elementary::log(0.5 * df) - log_gamma));
  }

  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    if (0.5 * df < least_filled_shape) return fill_by_variates(*this, address, first, out);
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk half;
      planes.normal(0, x);
      planes.gamma(1, 0.5 * df, std::span(half).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = (x[i] + noncentrality) * std::sqrt(0.5 * df / half[i]);
    });
  }

  Support support() const { return {-infinity, infinity}; }
  double coordinate(double x) const { return std::asinh(x); }
  double at(double t) const { return std::sinh(t); }
  /// ln cosh t.
  double log_slope(double t) const {
    return std::fabs(t) - 0.69314718055994530942 + elementary::log1p(elementary::exp(-2 * std::fabs(t)));
  }
  double log_mass_at(double t) const {
    if (std::isinf(t)) return -infinity;
    const double edge = std::copysign(far, t);
    // Far out the density is a power of x.
    if (std::fabs(t) > far)
      return log_density_of(std::sinh(edge)) + log_slope(edge) - df * std::fabs(t - edge);
    return log_density_of(std::sinh(t)) + log_slope(t);
  }
  /// The density is singular where x^2 = -df, its slope in t at half of pi.
  double reach(double t) const { return std::hypot(t, std::fmin(1.5, std::sqrt(df))); }
  double peak() const { return std::asinh(noncentrality); }
  double width() const {
    return std::hypot(1, noncentrality / std::sqrt(2 * df)) / std::hypot(1, noncentrality);
  }
  LogTails log_tails_of(double t) const { return std::fabs(t) > far ? far_tails(t) : tails_of(std::sinh(t)); }
  /// By x itself, of which t has fewer digits.
  LogTails log_tails_at(double x) const {
    return std::fabs(x) < far_out ? tails_of(x) : log_tails_of(std::asinh(x));
  }
  double log_density(double x) const {
    return std::fabs(x) < far_out ? log_density_of(x) : ByQuadrature<NoncentralT>::log_density(x);
  }

  double mean() const { return df > 1 ? noncentrality * elementary::exp(log_inverse(1)) : not_a_number; }
  double variance() const {
    if (!(df > 2)) return df > 1 ? infinity : not_a_number;
    return inverse(2) * (1 + noncentrality * noncentrality * tilted(2, 2));
  }
  double skewness() const {
    if (!(df > 3)) return not_a_number;
    const double v = variance(), d = noncentrality;
    return inverse(3) * d * (3 * tilted(3, 1) + d * d * tilted(3, 3)) / (v * std::sqrt(v));
  }
  double excess_kurtosis() const {
    if (!(df > 4)) return df > 2 ? infinity : not_a_number;
    const double v = variance(), square = noncentrality * noncentrality;
    return inverse(4) / v * (3 + square * (6 * tilted(4, 2) + square * tilted(4, 4))) / v - 3;
  }

  double df;
  double noncentrality;
  bool operator==(const NoncentralT&) const = default;

 private:
  static constexpr double far = 300, far_out = 1e130;  // e^far

  /// ln of the density of u at its peak 0, and what it loses elsewhere: df (e^2u - 1 - 2u) / 2.
  double log_peak() const { return gamma_law::log_density(0.5 * df, 0.5 * df) + elementary::log(df); }
  double loss(double u) const {
    constexpr double low = -15;
    if (u < low) return df * (0.5 * elementary::expm1(2 * u) - u);
    return 0.5 * df * elementary::exp(2 * u) * elementary::relative_gain(elementary::expm1(-2 * u));
  }
  /// x e^u - noncentrality.
  double deviate(double x, double u) const {
    return std::fabs(u) < 0.5 ? (x - noncentrality) + x * elementary::expm1(u)
                              : x * elementary::exp(u) - noncentrality;
  }
  double narrow() const { return 1 / std::sqrt(2 * df + 1); }

  /// ln of the integral over u of a function of one peak, smooth to `reach`, from its peak outwards.
  template <class Log, class Reach>
  double log_mixed(Log log_value, Reach smooth, double guess, double step) const {
    const LogShape shape{log_value, smooth};
    const double peak = peak_of(shape.log_value, -infinity, infinity, guess, step), top = log_value(peak);
    if (top == -infinity) return top;
    const double below = integral_outward(shape, peak, -infinity, top, step);
    return top + elementary::log(below + integral_outward(shape, peak, infinity, top, step));
  }
  /// Where e^u is the positive root of (df + x^2) s^2 - x noncentrality s - (df + 1) = 0.
  double likely(double x) const {
    const double root = std::hypot(x * noncentrality, 2 * std::hypot(std::sqrt(df), x) * std::sqrt(df + 1));
    const double product = x * noncentrality;
    return product > 0
               ? elementary::log((product + root) / 2) - 2 * elementary::log(std::hypot(std::sqrt(df), x))
               : elementary::log(2 * (df + 1)) - elementary::log(root - product);
  }
  double log_density_of(double x) const {
    const auto log_value = [=, this](double u) {
      const double w = deviate(x, u);
      return u - loss(u) - 0.5 * w * w;
    };
    const double u = likely(x), step = 1 / (std::hypot(std::sqrt(2 * df + 1), x * elementary::exp(u)));
    return log_peak() - half_log_two_pi +
           log_mixed(
               log_value, [](double) { return infinity; }, u, step);
  }
  /// P(X <= x) for sign = 1, P(X > x) for sign = -1: Phi(sign (x S - noncentrality)) in the mean.
  double log_tail_of(double x, double sign) const {
    const auto log_value = [=, this](double u) {
      return special::log_normal_cdf(sign * deviate(x, u)) - loss(u);
    };
    const auto smooth = [=, this](double u) {
      return (std::fabs(deviate(x, u)) + 3) / (std::fabs(x) * elementary::exp(u));
    };
    const double guess = sign * (x - noncentrality) < 0 ? likely(x) : 0;
    return log_peak() + log_mixed(log_value, smooth, guess, narrow());
  }
  LogTails tails_of(double x) const {
    return log_tails(
        x < noncentrality, [&] { return log_tail_of(x, 1); }, [&] { return log_tail_of(x, -1); });
  }
  /// Far out the smaller tail is a power of x.
  LogTails far_tails(double t) const {
    const LogTails edge = tails_of(std::sinh(std::copysign(far, t)));
    const double small = (t > 0 ? edge.upper : edge.lower) - df * (std::fabs(t) - far),
                 large = elementary::log1p(-elementary::exp(small));
    return t > 0 ? LogTails{large, small} : LogTails{small, large};
  }

  /// ln E S^-order; of order 1 for many degrees of freedom by the series of Tricomi and Erdelyi (1951), which
  /// is small.
  double log_inverse(double order) const {
    constexpr double many = 40;
    const double z = 0.5 * df, r = 1 / z, w = r * r;
    if (order == 1 && df > many) {
      const double series =
          r * (1.0 / 8 - w * (1.0 / 192 - w * (1.0 / 640 - w * (17.0 / 14336 - w * (31.0 / 18432)))));
      return 0.0 - elementary::log1p(-0.5 * r) - series;
    }
    return special::log_gamma_ratio(z, -0.5 * order) + 0.5 * order * elementary::log(z);
  }
  double inverse(double order) const { return elementary::exp(log_inverse(order)); }
  /// E S^-order (1 - S E S^-1)^power over E S^-order: the powers of 1/S make a chi law of fewer degrees.
  double tilted(double order, int power) const {
    const double centre = log_inverse(1), degrees = df - order;
    const LogShape shape{[=, this](double u) { return degrees * u - 0.5 * df * elementary::expm1(2 * u); },
                         [](double) { return infinity; }};
    const double top = 0.5 * elementary::log(degrees / df), reference = shape.log_value(top),
                 step = 1 / std::sqrt(2 * degrees);
    const auto integral = [&](const Weight& weight) {
      return integral_outward(shape, top, -infinity, reference, step, weight) +
             integral_outward(shape, top, infinity, reference, step, weight);
    };
    return integral([=](double u) { return std::pow(0.0 - elementary::expm1(u + centre), power); }) /
           integral({});
  }
};

LawFamily noncentral_t_family() { return law_family<NoncentralT>(); }

}  // namespace plim
