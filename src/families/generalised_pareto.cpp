#include "plim/families/erased_law.hpp"
#include "plim/families/extreme_scale.hpp"
#include "plim/families/hazard_law.hpp"

namespace plim {

/// The generalised Pareto law by location, its lower end, scale and shape: P(X > x) = (1 + shape
/// z)^(-1/shape), z = (x - location) / scale; the exponential law at shape 0.
struct GeneralisedPareto : HazardLaw<GeneralisedPareto, Tail::upper>, ExtremeScale {
  using value_type = double;
  static constexpr std::string_view name = "generalised_pareto";
  static constexpr std::string_view summary = "the generalised Pareto law by location, scale and shape";
  static constexpr std::string_view carrier = "[location, inf), or to location - scale/shape if shape < 0";
  /// Refuses draws that a double cannot hold.
  static Outcome<GeneralisedPareto> make(const Arguments& a) { return if_extremes_are_finite(in_domain(a)); }
  static GeneralisedPareto in_domain(const Arguments& a) { return {{}, ExtremeScale::of(a)}; }

  Support support() const { return {location, shape < 0 ? end() : infinity}; }
  double log_density(double x) const {
    const auto [lower, upper] = support();
    if (!(x >= lower && x <= upper)) return std::isnan(x) ? x : -infinity;
    const double decay = 1 + shape;
    return (decay == 0 ? 0 : -decay * hazard(x)) - log_scale();
  }
  /// In location, which moves the support, scale and shape.
  void score(double x, std::span<double> gradient) const { extreme_score(hazard(x), 1 + shape, gradient); }
  double hazard(double x) const { return reduced(x); }
  double log_hazard(double x) const { return elementary::log(x - location) - log_scale(); }
  double at_hazard(double w) const { return at_reduced(w); }
  void at_hazards(std::span<double> w) const { at_reduced(w); }
  double mean() const { return shape < 1 ? at_deviate(1 / (1 - shape)) : infinity; }
  double variance() const {
    const double unit = scale / (1 - shape);
    return shape < 0.5 ? unit * (unit / (1 - 2 * shape)) : infinity;
  }
  double skewness() const {
    const double left = std::fma(-3, shape, 1);
    if (left > 0) return 2 * ((1 + shape) * std::sqrt(1 - 2 * shape) / left);
    return shape < 0.5 ? infinity : not_a_number;
  }
  double excess_kurtosis() const {
    const double top = 1 + shape * (1 - shape * (6 + 2 * shape));
    if (shape < 0.25) return 6 * (top / std::fma(-3, shape, 1) / (1 - 4 * shape));
    return shape < 0.5 ? infinity : not_a_number;
  }
  double entropy() const { return 1 + shape + log_scale(); }
  /// Of scale and shape > -1/2, the location known, which moves the support (Smith 1984).
  FisherInformation fisher_information() const {
    if (!(shape > -0.5)) return {};
    const double one = 1 + shape, two = 1 + 2 * shape, both = 1 / one / two / scale;
    return {{"scale", "shape"}, {1 / two / scale / scale, both, both, 2 / one / two}};
  }

  bool operator==(const GeneralisedPareto&) const = default;
};

LawFamily generalised_pareto_family() { return law_family<GeneralisedPareto>(); }

}  // namespace plim
