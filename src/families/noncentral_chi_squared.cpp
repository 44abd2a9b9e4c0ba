#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/by_quadrature.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/bessel_mass.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

/// The sum of df squared normal numbers of sd 1, the squares of whose means add up to the noncentrality
/// (Fisher 1928); df need not be an integer. The coordinate is t = ln(x / (df + noncentrality)).
struct NoncentralChiSquared : ByQuadrature<NoncentralChiSquared> {
  using value_type = double;
  static constexpr std::string_view name = "noncentral_chi_squared";
  static constexpr std::string_view summary = "the squared length of a normal vector";
  static constexpr std::string_view carrier = "[0, inf)";
  static std::vector<Parameter> parameters() {
    constexpr double least = 1e-300;
    return {{"df", Domain::positive, "degrees of freedom", std::nullopt, false, 1 / least, least},
            {"noncentrality", Domain::nonnegative, "sum of the squared means", std::nullopt, false, 0x1p53}};
  }
  static Outcome<NoncentralChiSquared> make(const Arguments& a) {
    return NoncentralChiSquared{{}, a.real("df"), a.real("noncentrality")};
  }

  double sample(Variate& v) const { return sample_sum(v, 1); }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    if (df < 1) return fill_by_variates(*this, address, first, out);
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      fill_noncentral_chi_squared(planes, df, noncentrality, x);
    });
  }
  /// The sum of m draws in O(1): twice a gamma number whose shape is df/2 and a Poisson number.
  double sample_sum(Variate& v, std::int64_t m) const {
    const double more = v.poisson(0.5 * real(m) * noncentrality);
    return 2 * v.gamma(0.5 * real(m) * df + more);
  }

  Support support() const { return {0, infinity}; }
  double coordinate(double x) const { return log_ratio(x, mean()); }
  double at(double t) const { return mean() * elementary::exp(t); }
  double log_slope(double t) const { return elementary::log(mean()) + t; }
  double log_mass_at(double t) const {
    constexpr double tiny = -300;  // far below it the density is a power of x, and x may underflow
    const double log_half = elementary::log(0.5 * mean()) + t, shape = 0.5 * df;
    if (log_half < tiny) return shape * log_half - special::log_gamma(shape) - 0.5 * noncentrality;
    const double lost = df < noncentrality ? df - (mean() - noncentrality) : noncentrality - (mean() - df);
    const double from_mean = 0.5 * (lost - mean() * elementary::expm1(t)) - 1;
    return log_half +
           bessel_log_mass(shape, 0.5 * mean() * elementary::exp(t), 0.5 * noncentrality, from_mean);
  }
  /// The Bessel function has zeros at negative x, which matter to the logarithm of the density.
  double reach(double t) const { return 8 + std::fabs(t); }
  double peak() const { return 0; }
  double width() const { return std::sqrt(variance()) / mean(); }

  double mean() const { return df + noncentrality; }
  double variance() const { return 2 * (df + 2 * noncentrality); }
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  /// kappa_r = 2^(r - 1) (r - 1)! (df + r noncentrality).
  Shape shape_of_draw() const {
    const double n = df + 2 * noncentrality, share = noncentrality / n, two = std::sqrt(2.0);
    return shape_of_mean(
        {2 * two * (1 + share), 12 * (1 + 2 * share), 48 * two * (1 + 3 * share), 480 * (1 + 4 * share)}, n);
  }

  double df;
  double noncentrality;
  bool operator==(const NoncentralChiSquared&) const = default;
};

LawFamily noncentral_chi_squared_family() { return law_family<NoncentralChiSquared>(); }

}  // namespace plim
