#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/by_quadrature.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

/// Density 2 phi(z) Phi(shape z) / scale at location + scale z (Azzalini 1985). Its tails are integrals of
/// the density, where Phi(z) - 2 T(z, shape) is a difference.
struct SkewNormal : ByQuadrature<SkewNormal> {
  using value_type = double;
  static constexpr std::string_view name = "skew_normal";
  static constexpr std::string_view summary = "a normal law leaning to one side";
  static constexpr std::string_view carrier = "(-inf, inf)";
  static std::vector<Parameter> parameters() {
    return {{"location", Domain::real, "where the unskewed law would have its centre"},
            {"scale", Domain::positive, "scale, not sd"},
            {"shape", Domain::real, "0: normal; its sign is that of the skewness"}};
  }
  static Outcome<SkewNormal> make(const Arguments& a) {
    return SkewNormal{{}, a.real("location"), a.real("scale"), a.real("shape")};
  }

  /// The sum of a half-normal and a normal number (Azzalini 1986).
  double sample(Variate& v) const {
    const double half = std::fabs(v.normal()), other = v.normal();
    return location + scale * (lean() * half + upright() * other);
  }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    const double along = lean(), across = upright();
    fill_by_chunks(address, first, out, [=, this](const Planes& planes, std::span<double> x) {
      FillChunk other;
      planes.normal(0, x);
      planes.normal(1, std::span(other).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = location + scale * (along * std::fabs(x[i]) + across * other[i]);
    });
  }

  Support support() const { return {-infinity, infinity}; }
  double coordinate(double x) const { return (x - location) / scale; }
  double at(double z) const { return location + scale * z; }
  double log_slope(double) const { return elementary::log(scale); }
  double log_mass_at(double z) const {
    constexpr double log_two = 0.69314718055994530942;
    if (std::isinf(z)) return -infinity;
    return log_two - half_log_two_pi - 0.5 * z * z + special::log_normal_cdf(shape * z);
  }
  /// ln Phi has its nearest singularities at about 3 from 0.
  double reach(double z) const { return std::hypot(z, 3 / shape); }
  double peak() const { return mean_deviate(); }
  double width() const { return 0.5; }

  /// The gradient of the log density in location, scale and shape.
  void score(double x, std::span<double> gradient) const {
    const std::array<double, 3> at_deviate = score_at(coordinate(x));
    gradient[0] = at_deviate[0] / scale;
    gradient[1] = at_deviate[1] / scale;
    gradient[2] = at_deviate[2];
  }
  double mean() const { return location + scale * mean_deviate(); }
  double variance() const { return scale * scale * rest(); }
  double skewness() const {
    const double m = mean_deviate();
    return (2 - 0.5 * std::numbers::pi) * m * (m * m / rest() / std::sqrt(rest()));
  }
  double excess_kurtosis() const {
    const double square = mean_deviate() * mean_deviate() / rest();
    return 2 * (std::numbers::pi - 3) * square * square;
  }
  /// By quadrature; singular at shape 0 (Azzalini 1985).
  FisherInformation fisher_information() const {
    FisherInformation information{{"location", "scale", "shape"}, {0, 0, 0, 0, 0, 0, 0, 0, 0}};
    const double unit[] = {scale, scale, 1};
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        const auto product = [=, this](double z) { return score_at(z)[i] * score_at(z)[j]; };
        information.matrix[3 * i + j] = expectation(product) / unit[i] / unit[j];
      }
    }
    return information;
  }

  double location;
  double scale;
  double shape;
  bool operator==(const SkewNormal&) const = default;

 private:
  /// 1 / sqrt(1 + shape^2), and shape times it.
  double upright() const {
    const double size = std::fabs(shape), inverse = 1 / size;
    return size < 1 ? 1 / std::sqrt(1 + size * size) : inverse / std::sqrt(1 + inverse * inverse);
  }
  double lean() const {
    const double size = std::fabs(shape), inverse = 1 / size;
    const double share = size < 1 ? size * upright() : 1 / std::sqrt(1 + inverse * inverse);
    return std::copysign(share, shape);
  }
  double mean_deviate() const { return std::sqrt(2 * std::numbers::inv_pi) * lean(); }
  double rest() const { return 1 - mean_deviate() * mean_deviate(); }
  /// phi(w) / Phi(w); far below 0 its asymptotic continued fraction.
  static double hazard(double w) {
    constexpr double far = -30;
    if (w > far) return elementary::exp(-0.5 * w * w - half_log_two_pi - special::log_normal_cdf(w));
    double fraction = -w;
    for (int k = 12; k > 0; --k) fraction = -w + k / fraction;
    return fraction;
  }
  std::array<double, 3> score_at(double z) const {
    const double ratio = hazard(shape * z);
    return {z - shape * ratio, z * z - 1 - shape * z * ratio, z * ratio};
  }
};

LawFamily skew_normal_family() { return law_family<SkewNormal>(); }

}  // namespace plim
