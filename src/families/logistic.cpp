#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/families/location_scale.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// The logistic law by location and scale: P(X <= x) = 1 / (1 + exp(-(x - location) / scale)).
struct Logistic : HazardLaw<Logistic, Tail::upper>, LocationScale {
  using value_type = double;
  static constexpr std::string_view name = "logistic";
  static constexpr std::string_view summary = "the logistic law by location and scale";
  static constexpr std::string_view carrier = "(-inf, inf)";
  static constexpr std::string_view maximum = "two different values";
  /// Refuses draws that a double cannot hold.
  static Outcome<Logistic> make(const Arguments& a) {
    return if_draws_are_finite(Logistic{{}, LocationScale::of(a)});
  }

  /// From uniforms: one logarithm a draw.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      planes.open(0, x);
      for (double& u : x) u = u / (1 - u);
      arrays::log(x);
      for (double& z : x) z = at_deviate(z);
    });
  }

  Support support() const { return {-infinity, infinity}; }
  double log_density(double x) const {
    const double size = std::fabs(deviate(x));
    return -size - 2 * elementary::log1p(elementary::exp(-size)) - log_scale();
  }
  void score(double x, std::span<double> gradient) const {
    const double z = deviate(x), size = std::fabs(z);
    place_score(z, std::copysign(-elementary::expm1(-size) / (1 + elementary::exp(-size)), z), gradient);
  }
  double hazard(double x) const {
    const double z = deviate(x);
    return (z > 0 ? z : 0) + elementary::log1p(elementary::exp(-std::fabs(z)));
  }
  double log_hazard(double x) const { return deviate(x); }
  double at_hazard(double w) const {
    constexpr double far = 40;  // beyond it e^w - 1 is e^w
    return at_deviate(w < far ? elementary::log(elementary::expm1(w)) : w);
  }
  double mean() const { return location; }
  double variance() const { return third_of_pi_squared * scale * scale; }
  double skewness() const { return 0; }
  double excess_kurtosis() const { return 1.2; }
  /// kappa_r = 2 (r - 1)! zeta(r) of even order r.
  Shape shape_of_draw() const { return {0, 1.2, 0, 48.0 / 7}; }
  double entropy() const { return 2 + log_scale(); }
  FisherInformation fisher_information() const {
    return place_information(1.0 / 3, 0, (third_of_pi_squared + 1) / 3);
  }

  bool operator==(const Logistic&) const = default;

 private:
  static constexpr double third_of_pi_squared = 3.28986813369645287295;
};

LawFamily logistic_family() { return law_family<Logistic>(); }

}  // namespace plim
