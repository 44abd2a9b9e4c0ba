#include <cmath>
#include <numbers>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/by_quadrature.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/bessel_mass.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// An angle in [-pi, pi] of density exp(concentration cos(x - mean)) / (2 pi I_0(concentration)) (von Mises
/// 1918). Tails and moments are those of the number X, the circle being cut at -pi = pi.
///
/// All integrals are over angles from the mean, from 0 or an end outwards to where the density is least, so
/// that it falls all the way. A negative mean is that of the mirrored law.
struct VonMises : ByQuadrature<VonMises> {
  using value_type = double;
  static constexpr double pi = std::numbers::pi;
  static constexpr std::string_view name = "von_mises";
  static constexpr std::string_view summary = "an angle around its mean on the circle";
  static constexpr std::string_view carrier = "[-pi, pi]";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    Parameter mean{"mean", Domain::real, "mean direction, in (-pi, pi]"};
    mean.smallest = -pi;
    mean.largest = pi;
    return {mean, {"concentration", Domain::nonnegative, "concentration"}};
  }
  static Outcome<VonMises> make(const Arguments& a) {
    const VonMises law{{}, a.real("mean"), a.real("concentration")};
    if (law.direction == -pi) return Refusal{"mean is -pi, but must be above it; pi is the same direction"};
    return law;
  }

  /// A normal angle, since sin(t/2) >= t/pi, or where the concentration is small a uniform one, accepted by
  /// the density: at least two of five are.
  double sample(Variate& v) const {
    for (;;) {
      const double from_mean = flat() ? spread() * (2 * v.open() - 1) : spread() * v.normal();
      if (!(std::fabs(from_mean) <= pi)) continue;
      const double sine = elementary::sincos_turns(turns(from_mean)).sin;
      if (v.exponential() >= excess(from_mean, sine)) return wrapped(from_mean);
    }
  }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk sines, cosines, hazards;
      propose(planes, x);
      planes.exponential(1, std::span(hazards).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i) sines[i] = turns(x[i]);
      arrays::sincos_turns(std::span(sines).first(x.size()), cosines);
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (std::fabs(x[i]) <= pi && hazards[i] >= excess(x[i], sines[i])) {
          x[i] = wrapped(x[i]);
        } else {
          Variate v = planes.redraw(i);
          x[i] = sample(v);
        }
      }
    });
  }

  Support support() const { return {-pi, pi}; }
  double coordinate(double x) const { return x; }
  double at(double t) const { return t; }
  double log_slope(double) const { return 0; }
  double log_mass_at(double x) const { return log_density_of(angle(x)); }
  double peak() const { return 0; }
  double width() const { return 1 / std::sqrt(0.1 + concentration); }
  LogTails log_tails_of(double x) const {
    if (direction >= 0)
      return log_tails(
          x < direction, [&] { return log_lower(x); }, [&] { return log_upper(x); });
    const LogTails mirrored = VonMises{{}, -direction, concentration}.log_tails_of(-x);
    return {mirrored.upper, mirrored.lower};
  }

  /// The gradient of the log density in mean and concentration.
  void score(double x, std::span<double> gradient) const {
    const double half = std::sin(0.5 * angle(x));
    gradient[0] = concentration * std::sin(x - direction);
    gradient[1] = bessel_ratio_rest(concentration) - 2 * half * half;
  }
  double mean() const {
    const double size = std::fabs(direction);
    return std::copysign(size - 2 * pi * elementary::exp(log_piece(pi - size, pi)), direction);
  }
  double variance() const { return central_moment(2); }
  double skewness() const { return central_moment(3) / (variance() * std::sqrt(variance())); }
  double excess_kurtosis() const { return central_moment(4) / variance() / variance() - 3; }
  double entropy() const { return concentration * expectation(loss) - log_density_of(0); }
  FisherInformation fisher_information() const {
    const double rest = bessel_ratio_rest(concentration);
    const auto squared_sine = [](double t) { return std::sin(t) * std::sin(t); };
    const auto squared_gap = [rest](double t) { return (loss(t) - rest) * (loss(t) - rest); };
    return {{"mean", "concentration"},
            {concentration * concentration * expectation(squared_sine), 0, 0, expectation(squared_gap)}};
  }

  double direction;
  double concentration;
  bool operator==(const VonMises&) const = default;

 private:
  /// 1 - cos t.
  static double loss(double t) { return 2 * std::sin(0.5 * t) * std::sin(0.5 * t); }
  double log_density_of(double angle) const {
    return -concentration * loss(angle) - 2 * half_log_two_pi - log_scaled_bessel_0(concentration);
  }
  /// |x - mean| on the circle, in [0, pi], with the digits of whichever way is shorter.
  double angle(double x) const {
    const double gap = std::fabs(x - direction);
    return gap <= pi ? gap : (pi - std::fabs(x)) + (pi - std::fabs(direction));
  }
  bool flat() const { return concentration < 0.4; }
  /// By what the uniform number on (-1, 1) or the normal number of a proposal is multiplied.
  double spread() const { return flat() ? pi : 0.5 * pi / std::sqrt(concentration); }
  void propose(const Planes& planes, std::span<double> x) const {
    if (flat()) {
      planes.open(0, x);
      for (double& u : x) u = 2 * u - 1;
    } else {
      planes.normal(0, x);
    }
    const double by = spread();
    for (double& angle : x) angle *= by;
  }
  /// Half of an angle up to pi, in turns.
  static double turns(double from_mean) {
    const double size = std::fabs(from_mean);
    return (size < pi ? size : pi) / (4 * pi);
  }
  /// ln of the proposed density over the law's, both less their peaks.
  double excess(double from_mean, double sine) const {
    const double share = flat() ? 0 : from_mean / pi;
    return 2 * (concentration * (sine * sine - share * share));
  }
  double wrapped(double from_mean) const {
    const double x = direction + from_mean;
    const double back = x > pi    ? (direction - pi) + (from_mean - pi)
                        : x < -pi ? (direction + pi) + (from_mean + pi)
                                  : x;
    return std::fmin(std::fmax(back, -pi), pi);
  }
  LogShape shape_of_angles() const {
    return {[this](double t) { return log_density_of(t); }, [](double) { return 2.0; }};
  }
  /// ln P(from < angle <= to) on one side of the mean, 0 <= from <= to <= pi.
  double log_piece(double from, double to) const {
    constexpr double log_half = -0.69314718055994530942;
    if (from == 0 && to == pi) return log_half;
    if (!(from < to)) return -infinity;
    const double reference = log_density_of(from);
    return reference + elementary::log(integral_outward(shape_of_angles(), from, to, reference, width()));
  }
  static double log_added(double a, double b) {
    const double large = std::fmax(a, b);
    return large == -infinity ? large : large + elementary::log1p(elementary::exp(std::fmin(a, b) - large));
  }
  /// For a mean >= 0: beyond the opposite direction mean - pi the circle is cut.
  double log_lower(double x) const {
    const double cut = pi - direction;
    if (x - direction <= -pi) return log_piece(cut, angle(x));
    const double below = x < direction ? log_piece(direction - x, pi)
                                       : log_added(log_piece(0, pi), log_piece(0, x - direction));
    return log_added(log_piece(cut, pi), below);
  }
  double log_upper(double x) const {
    const double cut = pi - direction;
    if (x >= direction) return log_piece(x - direction, cut);
    const double above = log_piece(0, cut);
    if (x - direction > -pi) return log_added(log_piece(0, direction - x), above);
    return log_added(log_piece(angle(x), pi), log_added(log_piece(0, pi), above));
  }
  /// E weight(angle from the mean), of an even weight.
  double expectation(const Weight& weight) const {
    return 2 * integral_outward(shape_of_angles(), 0, pi, 0, width(), weight);
  }
  double central_moment(int order) const {
    const double size = std::fabs(direction), cut = pi - size,
                 mirror = direction < 0 && order % 2 == 1 ? -1 : 1;
    const double gap = 2 * pi * elementary::exp(log_piece(cut, pi));  // |mean direction| less the mean
    const auto part = [&](double from, double to, double sign, double shift) {
      return integral_outward(shape_of_angles(), from, to, 0, width(),
                              [=](double t) { return std::pow(sign * t + (gap - shift), order); });
    };
    const double wraps = part(cut, pi, 1, 2 * pi);
    return mirror * (part(0, cut, 1, 0) + wraps + part(0, pi, -1, 0));
  }
};

LawFamily von_mises_family() { return law_family<VonMises>(); }

}  // namespace plim
