#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/families/location_scale.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// Gumbel's law of maxima by location and scale: P(X <= x) = exp(-exp(-(x - location) / scale)).
struct Gumbel : HazardLaw<Gumbel, Tail::lower>, LocationScale {
  using value_type = double;
  static constexpr std::string_view name = "gumbel";
  static constexpr std::string_view summary = "Gumbel's law of maxima by location and scale";
  static constexpr std::string_view carrier = "(-inf, inf)";
  static constexpr std::string_view maximum = "two different values";
  /// Refuses draws that a double cannot hold.
  static Outcome<Gumbel> make(const Arguments& a) {
    return if_draws_are_finite(Gumbel{{}, LocationScale::of(a)});
  }

  Support support() const { return {-infinity, infinity}; }
  double log_density(double x) const {
    const double z = deviate(x), power = elementary::exp(-z);
    return power == infinity ? -infinity : -z - power - log_scale();
  }
  void score(double x, std::span<double> gradient) const {
    const double z = deviate(x);
    place_score(z, -elementary::expm1(-z), gradient);
  }
  double hazard(double x) const { return elementary::exp(-deviate(x)); }
  double log_hazard(double x) const { return -deviate(x); }
  double at_hazard(double w) const { return at_deviate(-elementary::log(w)); }
  void at_hazards(std::span<double> w) const {
    arrays::log(w);
    for (double& x : w) x = at_deviate(-x);
  }
  double mean() const { return at_deviate(euler_constant); }
  double variance() const { return sixth_of_pi_squared * scale * scale; }
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  /// kappa_r = (r - 1)! zeta(r).
  Shape shape_of_draw() const { return {1.13954709940464865750, 2.4, 7.17114499134018385338, 192.0 / 7}; }
  double entropy() const { return 1 + euler_constant + log_scale(); }
  FisherInformation fisher_information() const {
    constexpr double c = 1 - euler_constant;
    return place_information(1, -c, sixth_of_pi_squared + c * c);
  }

  bool operator==(const Gumbel&) const = default;

 private:
  static constexpr double sixth_of_pi_squared = 1.64493406684822643647;
};

LawFamily gumbel_family() { return law_family<Gumbel>(); }

}  // namespace plim
