#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/families/inverse_gamma.hpp"
#include "plim/families/location_scale.hpp"

namespace plim {

/// Levy's law by location, its lower end, and scale: location + scale / N^2 of a standard normal number N.
struct Levy : LocationScale {
  using value_type = double;
  static constexpr std::string_view name = "levy";
  static constexpr std::string_view summary = "Levy's law by location (its lower end) and scale";
  static constexpr std::string_view carrier = "(location, inf)";
  static constexpr std::string_view maximum = "two different values";
  static constexpr bool regular_ends = true;
  /// Refuses draws that a double cannot hold.
  static Outcome<Levy> make(const Arguments& a) { return if_draws_are_finite(Levy{LocationScale::of(a)}); }
  /// The smallest normal number is above 2^-77.
  bool holds_draws() const { return std::isfinite(at_normal(0x1p-77)); }

  double sample(Variate& v) const { return at_normal(v.normal()); }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_normal(address, first, out);
    for (double& x : out) x = at_normal(x);
  }

  Support support() const { return {location, infinity}; }
  double log_density(double x) const { return centred().log_density(x - location); }
  void score(double x, std::span<double> gradient) const {
    const double ratio = scale / (x - location);
    gradient[0] = 0.5 * ratio * (3 - ratio) / scale;
    gradient[1] = 0.5 * (1 - ratio) / scale;
  }
  double cdf(double x) const { return centred().cdf(x - location); }
  double complement(double x) const { return centred().complement(x - location); }
  double log_cdf(double x) const { return centred().log_cdf(x - location); }
  double log_complement(double x) const { return centred().log_complement(x - location); }
  double quantile(double p) const { return location + centred().quantile(p); }
  double complement_quantile(double q) const { return location + centred().complement_quantile(q); }
  double mean() const { return infinity; }
  double variance() const { return infinity; }
  double skewness() const { return not_a_number; }
  double excess_kurtosis() const { return not_a_number; }
  double entropy() const {
    constexpr double log_pi = 1.1447298858494001741, log_two = 0.69314718055994530942;
    return 0.5 * (1 + 3 * euler_constant + 4 * log_two + log_pi) + log_scale();
  }
  /// Also of the location, near which the density vanishes with all its derivatives.
  FisherInformation fisher_information() const { return place_information(10.5, 1.5, 0.5); }

  bool operator==(const Levy&) const = default;

 private:
  double at_normal(double n) const { return location + scale / n / n; }
  InverseGamma centred() const { return {0.5, 0.5 * scale}; }
};

LawFamily levy_family() { return law_family<Levy>(); }

}  // namespace plim
