#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/families/location_scale.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// Laplace's law by location and scale: density exp(-|x - location| / scale) / (2 scale).
struct Laplace : HazardLaw<Laplace, Tail::upper>, LocationScale {
  using value_type = double;
  static constexpr std::string_view name = "laplace";
  static constexpr std::string_view summary = "Laplace's law by location and scale";
  static constexpr std::string_view carrier = "(-inf, inf)";
  static constexpr std::string_view maximum = "two different values";
  /// Refuses draws that a double cannot hold.
  static Outcome<Laplace> make(const Arguments& a) {
    return if_draws_are_finite(Laplace{{}, LocationScale::of(a)});
  }

  /// From uniforms: one logarithm a draw.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk sides;
      planes.open(0, x);
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double nearer = x[i] < 0.5 ? x[i] : 1 - x[i];
        sides[i] = x[i] - 0.5;
        x[i] = 2 * nearer;
      }
      arrays::log(x);
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = at_deviate(std::copysign(x[i], sides[i]));
    });
  }

  Support support() const { return {-infinity, infinity}; }
  double log_density(double x) const { return -std::fabs(deviate(x)) - log_two - log_scale(); }
  double hazard(double x) const {
    const double z = deviate(x);
    return z < 0 ? -elementary::log1p(-0.5 * elementary::exp(z)) : z + log_two;
  }
  double log_hazard(double x) const { return deviate(x) - log_two; }
  double at_hazard(double w) const {
    return at_deviate(w < log_two ? elementary::log(-2 * elementary::expm1(-w)) : w - log_two);
  }
  double mean() const { return location; }
  double variance() const { return 2 * scale * scale; }
  double skewness() const { return 0; }
  double excess_kurtosis() const { return 3; }
  /// kappa_r = 2 (r - 1)! of even order r.
  Shape shape_of_draw() const { return {0, 3, 0, 30}; }
  double entropy() const { return 1 + log_two + log_scale(); }
  FisherInformation fisher_information() const { return place_information(1, 0, 1); }

  bool operator==(const Laplace&) const = default;

 private:
  static constexpr double log_two = 0.69314718055994530942;
};

LawFamily laplace_family() { return law_family<Laplace>(); }

}  // namespace plim
