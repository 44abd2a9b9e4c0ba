#include <numbers>

#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/location_scale.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// Cauchy's law by location and scale: density 1 / (pi scale (1 + z^2)), z = (x - location) / scale.
struct Cauchy : LocationScale {
  using value_type = double;
  static constexpr std::string_view name = "cauchy";
  static constexpr std::string_view summary = "Cauchy's law by location and scale";
  static constexpr std::string_view carrier = "(-inf, inf)";
  /// Copas (1975).
  static constexpr std::string_view maximum = "no value that half of the observations share";
  /// Refuses draws that a double cannot hold.
  static Outcome<Cauchy> make(const Arguments& a) {
    return if_draws_are_finite(Cauchy{LocationScale::of(a)});
  }
  bool holds_draws() const { return std::isfinite(std::fabs(location) + scale * 0x1p130); }

  /// Its size has all digits of a uniform number near 0; the last bit, which rounding loses, gives the sign.
  double sample(Variate& v) const {
    const Variate::Pair w = v.words();
    const double size = cotangent(0.5 * fine_uniform(w.first, w.second));
    return at_deviate((w.second & 1) != 0 ? size : -size);
  }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk cosines;
      planes.open(0, x);
      for (double& p : x) p *= 0.5;
      arrays::sincos_turns(x, cosines);
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = at_deviate(cosines[i] / x[i]);
    });
  }

  Support support() const { return {-infinity, infinity}; }
  double log_density(double x) const {
    const double z = deviate(x), far = 1e8;  // beyond it 1 is no part of 1 + z^2, which may overflow
    const double spread = std::fabs(z) < far ? elementary::log1p(z * z)
                                             : 2 * (elementary::log(std::fabs(x - location)) - log_scale());
    return std::isnan(x) ? x : -log_pi - log_scale() - spread;
  }
  void score(double x, std::span<double> gradient) const {
    const double z = deviate(x);
    place_score(z, 2 / (z + 1 / z), gradient);
  }
  double cdf(double x) const { return lower_tail(x - location); }
  double complement(double x) const { return lower_tail(location - x); }
  double log_cdf(double x) const { return log_lower_tail(x - location); }
  double log_complement(double x) const { return log_lower_tail(location - x); }
  double quantile(double p) const {
    return quantile_within(p, support(), [this](double inner) { return at_deviate(-cotangent(inner)); });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(q, support(),
                                      [this](double inner) { return at_deviate(cotangent(inner)); });
  }
  double mean() const { return not_a_number; }
  double variance() const { return not_a_number; }
  double skewness() const { return not_a_number; }
  double excess_kurtosis() const { return not_a_number; }
  double entropy() const { return 2 * log_two + log_pi + log_scale(); }
  FisherInformation fisher_information() const { return place_information(0.5, 0, 0.5); }

  bool operator==(const Cauchy&) const = default;

 private:
  static constexpr double log_pi = 1.1447298858494001741, log_two = 0.69314718055994530942;

  /// cot(pi p), 0 < p < 1, with all digits near 0, 1/2 and 1.
  static double cotangent(double p) {
    const elementary::SinCos turned = elementary::sincos_turns(0.5 * p);
    return turned.cos / turned.sin;
  }
  /// P(X - location <= gap).
  double lower_tail(double gap) const {
    constexpr double pi = std::numbers::pi;
    if (gap < -scale) return std::atan(scale / -gap) / pi;
    return gap > scale ? 1 - std::atan(scale / gap) / pi : 0.5 + std::atan(gap / scale) / pi;
  }
  double log_lower_tail(double gap) const {
    const double tail = lower_tail(gap);
    if (tail < smallest_tail) return log_scale() - elementary::log(-gap) - log_pi;
    return log_tail(tail, lower_tail(-gap));
  }
};

LawFamily cauchy_family() { return law_family<Cauchy>(); }

}  // namespace plim
