#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/numeric/multiple.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// Rayleigh's law, of the length of a vector of two normal numbers of that sigma: P(X > x) = exp(-(x /
/// sigma)^2 / 2).
struct Rayleigh : HazardLaw<Rayleigh, Tail::upper> {
  using value_type = double;
  static constexpr std::string_view name = "rayleigh";
  static constexpr std::string_view summary = "Rayleigh's law by sigma";
  static constexpr std::string_view carrier = "[0, inf)";
  static constexpr std::string_view maximum = "a value above 0";
  static std::vector<Parameter> parameters() {
    return {{"sigma", Domain::positive, "sd of the two normal numbers"}};
  }
  /// Refuses draws that a double cannot hold.
  static Outcome<Rayleigh> make(const Arguments& a) {
    const Rayleigh law{{}, a.real("sigma")};
    if (law.holds_draws()) return law;
    return Refusal{"sigma is " + round_trip(law.sigma) + ", but draws must be finite numbers"};
  }

  Support support() const { return {0, infinity}; }
  double log_density(double x) const {
    if (!(x >= 0)) return std::isnan(x) ? x : -infinity;
    if (x == infinity) return -infinity;
    return log_multiple(x, sigma) - elementary::log(sigma) - hazard(x);
  }
  void score(double x, std::span<double> gradient) const { gradient[0] = 2 * (hazard(x) - 1) / sigma; }
  double hazard(double x) const { return 0.5 * (x / sigma) * (x / sigma); }
  double log_hazard(double x) const { return 2 * log_multiple(x, sigma) - log_two; }
  double at_hazard(double w) const { return sigma * std::sqrt(2 * w); }
  double mean() const { return 1.25331413731550025121 * sigma; }              // sqrt(pi/2)
  double variance() const { return 0.42920367320510338077 * sigma * sigma; }  // 2 - pi/2
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  /// From the moments 2^(r/2) Gamma(1 + r/2).
  Shape shape_of_draw() const {
    return {0.63111065781893713819, 0.24508930068763806285, -0.31313728968715179500, -0.86828804272962779452};
  }
  double entropy() const { return 1 + 0.5 * (euler_constant - log_two) + elementary::log(sigma); }
  FisherInformation fisher_information() const { return {{"sigma"}, {4 / sigma / sigma}}; }

  double sigma;
  bool operator==(const Rayleigh&) const = default;

 private:
  static constexpr double log_two = 0.69314718055994530942;
};

LawFamily rayleigh_family() { return law_family<Rayleigh>(); }

}  // namespace plim
