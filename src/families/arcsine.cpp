#include <numbers>

#include "plim/core/number.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// The arcsine law between its ends: lower + (upper - lower) sin^2(pi U / 2), U uniform.
struct Arcsine {
  using value_type = double;
  static constexpr std::string_view name = "arcsine";
  static constexpr std::string_view summary = "the arcsine law between its ends";
  static constexpr std::string_view carrier = "[lower, upper]";
  static constexpr std::string_view no_likelihood = "it grows without end as an end nears an observation";
  static std::vector<Parameter> parameters() {
    return {{"lower", Domain::real, "lower end"}, {"upper", Domain::real, "upper end"}};
  }
  /// Refuses ends that leave no finite range.
  static Outcome<Arcsine> make(const Arguments& a) {
    const Arcsine law{a.real("lower"), a.real("upper")};
    if (law.lower < law.upper && std::isfinite(law.range())) return law;
    return Refusal{"lower is " + round_trip(law.lower) + " and upper " + round_trip(law.upper) +
                   ", but lower must be less and upper - lower a finite number"};
  }

  /// Inside the ends, where densities are infinite: what would be rounded to one is the double next to it.
  double sample(Variate& v) const { return within(place(v.open()), inside()); }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    const Support ends = inside();
    fill_by_chunks(address, first, out, [this, ends](const Planes& planes, std::span<double> x) {
      FillChunk cosines;
      planes.open(0, x);
      for (double& u : x) u *= 0.25;
      arrays::sincos_turns(x, cosines);
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = within(between(x[i], cosines[i]), ends);
    });
  }

  Support support() const { return {lower, upper}; }
  double log_density(double x) const {
    if (!(x >= lower && x <= upper)) return std::isnan(x) ? x : -infinity;
    return -0.5 * (elementary::log(x - lower) + elementary::log(upper - x)) - log_pi;
  }
  double cdf(double x) const {
    return cdf_within(x, support(), [this](double at) { return share(at - lower, upper - at); });
  }
  double complement(double x) const {
    return complement_within(x, support(), [this](double at) { return share(upper - at, at - lower); });
  }
  double log_cdf(double x) const {
    return log_cdf_within(x, support(), [this](double at) { return log_tail(cdf(at), complement(at)); });
  }
  double log_complement(double x) const {
    return log_complement_within(x, support(),
                                 [this](double at) { return log_tail(complement(at), cdf(at)); });
  }
  double quantile(double p) const {
    return quantile_within(p, support(), [this](double inner) { return place(inner); });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(q, support(), [this](double inner) {
      const elementary::SinCos turned = elementary::sincos_turns(0.25 * inner);
      return between(turned.cos, turned.sin);
    });
  }
  double mean() const { return 0.5 * lower + 0.5 * upper; }
  double variance() const { return 0.125 * range() * range(); }
  double skewness() const { return 0; }
  double excess_kurtosis() const { return -1.5; }
  /// From E cos^r of a uniform angle: 1/2, 3/8, 5/16.
  Shape shape_of_draw() const { return {0, -1.5, 0, 10}; }
  double entropy() const { return log_pi + elementary::log(0.25 * range()); }

  double lower, upper;
  bool operator==(const Arcsine&) const = default;

 private:
  static constexpr double log_pi = 1.1447298858494001741;

  double range() const { return upper - lower; }
  Support inside() const { return {std::nextafter(lower, upper), std::nextafter(upper, lower)}; }
  static double within(double x, const Support& ends) {
    return x < ends.lower ? ends.lower : x > ends.upper ? ends.upper : x;
  }
  double place(double u) const {
    const elementary::SinCos turned = elementary::sincos_turns(0.25 * u);
    return between(turned.sin, turned.cos);
  }
  /// lower + range sine^2 from the nearer end.
  double between(double sine, double cosine) const {
    return sine < cosine ? lower + range() * sine * sine : upper - range() * cosine * cosine;
  }
  /// P of the part of that length, of which the other is the rest: (2/pi) arctan(own/rest)^(1/2).
  static double share(double own, double rest) {
    return 2 / std::numbers::pi * std::atan(std::sqrt(own / rest));
  }
};

LawFamily arcsine_family() { return law_family<Arcsine>(); }

}  // namespace plim
