#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/by_quadrature.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/bessel_mass.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// The length of a vector in the plane of two normal numbers with standard deviation sigma, whose mean has
/// length nu (Rice 1945). The coordinate is the logarithm of the length in units of nu or sigma.
struct Rice : ByQuadrature<Rice> {
  using value_type = double;
  static constexpr std::string_view name = "rice";
  static constexpr std::string_view summary = "the length of a normal vector in the plane";
  static constexpr std::string_view carrier = "[0, inf)";
  static std::vector<Parameter> parameters() {
    return {{"nu", Domain::nonnegative, "length of the mean"},
            {"sigma", Domain::positive, "sd of either part"}};
  }
  static Outcome<Rice> make(const Arguments& a) { return Rice{{}, a.real("nu"), a.real("sigma")}; }

  double sample(Variate& v) const {
    const double along = std::fabs(centre() + v.normal()), across = std::fabs(v.normal());
    const double large = std::fmax(along, across), ratio = std::fmin(along, across) / large;
    return sigma * (large * std::sqrt(1 + ratio * ratio));
  }

  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    const double from_origin = centre();
    const bool far = from_origin > 0x1p100;  // what is across adds nothing, and squares may overflow
    fill_by_chunks(address, first, out, [=, this](const Planes& planes, std::span<double> x) {
      FillChunk across;
      planes.normal(0, x);
      planes.normal(1, std::span(across).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double along = from_origin + x[i];
        x[i] = sigma * (far ? along : std::sqrt(along * along + across[i] * across[i]));
      }
    });
  }

  Support support() const { return {0, infinity}; }
  double coordinate(double x) const { return log_ratio(x, sigma * unit()); }
  double at(double t) const { return sigma * (unit() * elementary::exp(t)); }
  double log_slope(double t) const { return elementary::log(sigma * unit()) + t; }
  double log_mass_at(double t) const {
    const double log_length = elementary::log(unit()) + t, gap = from_centre(t);
    return 2 * log_length - 0.5 * gap * gap + log_scaled_bessel_0(length(t) * centre());
  }
  /// The Bessel function has zeros at imaginary lengths, which matter to the logarithm of the density.
  double reach(double t) const { return 4 + std::fabs(t); }
  double peak() const { return log_ratio(std::hypot(centre(), std::sqrt(2.0)), unit()); }
  double width() const { return 1 / (1 + centre()); }

  /// The gradient of the log density in nu and sigma.
  void score(double x, std::span<double> gradient) const {
    const double t = coordinate(x);
    gradient[0] = score_of_nu(t) / sigma;
    gradient[1] = score_of_sigma(t) / sigma;
  }
  double mean() const { return nu + sigma * mean_from_centre(); }
  double variance() const { return sigma * sigma * variance_of(gap()); }
  double skewness() const { return skewness_of(gap()); }
  double excess_kurtosis() const { return excess_of(gap()); }
  FisherInformation fisher_information() const {
    const auto of = [this](auto first, auto second) {
      return expectation([=](double t) { return first(t) * second(t); }) / sigma / sigma;
    };
    const auto place = [this](double t) { return score_of_nu(t); };
    const auto spread = [this](double t) { return score_of_sigma(t); };
    const double both = of(place, spread);
    return {{"nu", "sigma"}, {of(place, place), both, both, of(spread, spread)}};
  }

  double nu;
  double sigma;
  bool operator==(const Rice&) const = default;

 private:
  double centre() const { return nu / sigma; }
  double unit() const { return std::fmax(centre(), 1); }
  /// x / sigma, and (x - nu) / sigma.
  double length(double t) const { return unit() * elementary::exp(t); }
  double from_centre(double t) const {
    return centre() > 1 ? centre() * elementary::expm1(t) : length(t) - centre();
  }
  double mean_from_centre() const {
    return expectation([this](double t) { return from_centre(t); });
  }
  Weight gap() const {
    return [this, mean = mean_from_centre()](double t) { return from_centre(t) - mean; };
  }
  double score_of_nu(double t) const {
    const double r = length(t);
    return from_centre(t) - r * bessel_ratio_rest(r * centre());
  }
  double score_of_sigma(double t) const {
    const double r = length(t), d = from_centre(t);
    return d * d - 2 + 2 * r * centre() * bessel_ratio_rest(r * centre());
  }
};

LawFamily rice_family() { return law_family<Rice>(); }

}  // namespace plim
