#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/by_quadrature.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The first passage time of a Brownian motion with drift: density sqrt(shape / (2 pi x^3))
/// exp(-shape (x - mean)^2 / (2 mean^2 x)) (Schroedinger 1915; Tweedie 1957).
///
/// The coordinate is t = ln(x / mean), in which the exponent is -2 (shape / mean) sinh^2(t / 2): both tails
/// are integrals of positive numbers, where their closed form has a difference.
struct InverseGaussian : ByQuadrature<InverseGaussian> {
  using value_type = double;
  static constexpr std::string_view name = "inverse_gaussian";
  static constexpr std::string_view summary = "the inverse Gaussian law by mean and shape";
  static constexpr std::string_view carrier = "(0, inf)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"mean", Domain::positive, "mean"}, {"shape", Domain::positive, "shape"}};
  }
  /// Refuses a variance that a double cannot hold.
  static Outcome<InverseGaussian> make(const Arguments& a) {
    const InverseGaussian law = in_domain(a);
    if (!(law.variance() <= std::numeric_limits<double>::max()) || !(law.variance() > 0)) {
      return Refusal{"mean^3/shape is " + round_trip(law.variance()) +
                     ", but the variance must be a positive number that a double can hold"};
    }
    return law;
  }
  static InverseGaussian in_domain(const Arguments& a) { return {{}, a.real("mean"), a.real("shape")}; }

  /// Michael, Schucany and Haas (1976): of the two roots, which are reciprocals of each other in units of the
  /// mean, the larger is a sum of positive numbers.
  double sample(Variate& v) const {
    const double normal = v.normal();
    return of(normal, v.open());
  }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk choices;
      planes.normal(0, x);
      planes.open(1, std::span(choices).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = of(x[i], choices[i]);
    });
  }

  Support support() const { return {0, infinity}; }
  double coordinate(double x) const { return log_ratio(x, mean_); }
  double at(double t) const { return mean_ * elementary::exp(t); }
  double log_slope(double t) const { return elementary::log(mean_) + t; }
  double log_mass_at(double t) const {
    const double root = std::sinh(0.5 * t);
    return 0.5 * elementary::log(ratio()) - half_log_two_pi - 0.5 * t - 2 * ratio() * root * root;
  }
  double reach(double) const { return infinity; }
  /// Where 1/2 + (shape / mean) sinh t = 0.
  double peak() const { return -std::asinh(0.5 / ratio()); }
  double width() const { return 1 / std::sqrt(0.25 + ratio()); }

  /// The gradient of the log density in mean and shape.
  void score(double x, std::span<double> gradient) const {
    const double gap = (x - mean_) / mean_;
    gradient[0] = shape / mean_ * gap / mean_;
    gradient[1] = 0.5 / shape - 0.5 * gap * gap / x;
  }
  double mean() const { return mean_; }
  double variance() const { return mean_ * (mean_ / ratio()); }
  double skewness() const { return 3 / std::sqrt(ratio()); }
  double excess_kurtosis() const { return 15 / ratio(); }
  /// kappa_r = 1 3 ... (2r - 3) mean^(2r - 1) / shape^(r - 1).
  Shape shape_of_draw() const { return shape_of_mean({3, 15, 105, 945}, ratio()); }
  FisherInformation fisher_information() const {
    return {{"mean", "shape"}, {ratio() / mean_ / mean_, 0, 0, 0.5 / shape / shape}};
  }

  double mean_;
  double shape;
  bool operator==(const InverseGaussian&) const = default;

 private:
  /// Of a normal and a uniform number.
  double of(double normal, double u) const {
    const double w = normal * (normal * (0.5 * mean_ / shape));
    const double large = 1 + w + std::sqrt(w) * std::sqrt(w + 2);
    return u * (1 + 1 / large) <= 1 ? mean_ / large : mean_ * large;
  }
  double ratio() const { return shape / mean_; }
};

LawFamily inverse_gaussian_family() { return law_family<InverseGaussian>(); }

}  // namespace plim
