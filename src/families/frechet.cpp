#include "plim/core/number.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/families/multiple.hpp"
#include "plim/numeric/extreme_moments.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

/// Frechet's law by shape and scale: P(X <= x) = exp(-(x / scale)^-shape).
struct Frechet : HazardLaw<Frechet, Tail::lower> {
  using value_type = double;
  static constexpr std::string_view name = "frechet";
  static constexpr std::string_view summary = "Frechet's law of maxima by shape and scale";
  static constexpr std::string_view carrier = "(0, inf)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"shape", Domain::positive, "shape"}, {"scale", Domain::positive, "scale"}};
  }
  /// Refuses draws that a double cannot hold.
  static Outcome<Frechet> make(const Arguments& a) {
    const Frechet law = in_domain(a);
    if (law.holds_draws()) return law;
    return Refusal{"shape is " + round_trip(law.shape) + " and scale " + round_trip(law.scale) +
                   ", but draws, up to scale 2^(128/shape), must be finite numbers"};
  }
  static Frechet in_domain(const Arguments& a) { return {{}, a.real("shape"), a.real("scale")}; }

  Support support() const { return {0, infinity}; }
  double log_density(double x) const {
    if (!(x > 0)) return std::isnan(x) ? x : -infinity;
    const double h = log_hazard(x), power = elementary::exp(h);
    if (power == infinity || x == infinity) return -infinity;
    return elementary::log(shape) - elementary::log(scale) + (h + h / shape) - power;
  }
  /// In shape and scale.
  void score(double x, std::span<double> gradient) const {
    const double h = log_hazard(x), excess = elementary::expm1(h);
    gradient[0] = (1 - excess * h) / shape;
    gradient[1] = -excess * shape / scale;
  }
  double hazard(double x) const { return elementary::exp(log_hazard(x)); }
  double log_hazard(double x) const { return -shape * log_multiple(x, scale); }
  double at_hazard(double w) const { return exp_multiple(-elementary::log(w) / shape, scale); }
  void at_hazards(std::span<double> w) const {
    arrays::log(w);
    for (double& x : w) x = -x / shape;
    exp_multiples(w, scale);
  }
  double mean() const { return shape > 1 ? scale * special::gamma((shape - 1) / shape) : infinity; }
  double variance() const {
    if (!(shape > 2)) return infinity;
    const double unit = scale / shape,
                 near = 3;  // below it gamma functions do not cancel, but 1 - 2/shape does
    if (shape > near) return unit * (unit * extreme_moments::variance(1 / shape));
    return scale * (scale * special::gamma((shape - 2) / shape)) - mean() * mean();
  }
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  Shape shape_of_draw() const { return extreme_moments::shape(1 / shape); }
  double entropy() const {
    return 1 + euler_constant + euler_constant / shape + elementary::log(scale) - elementary::log(shape);
  }
  /// That of the inverse, which is Weibull's.
  FisherInformation fisher_information() const {
    constexpr double c = 1 - euler_constant, sixth_of_pi_squared = 1.64493406684822643647;
    return {
        {"shape", "scale"},
        {(sixth_of_pi_squared + c * c) / shape / shape, c / scale, c / scale, shape / scale * shape / scale}};
  }

  double shape, scale;
  bool operator==(const Frechet&) const = default;
};

LawFamily frechet_family() { return law_family<Frechet>(); }

}  // namespace plim
