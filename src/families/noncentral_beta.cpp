#include <cmath>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/by_quadrature.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/noncentral_odds.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// The share of one gamma number among two, the first being a noncentral chi-square. The coordinate is the
/// logarithm of the odds.
struct NoncentralBeta : ByQuadrature<NoncentralBeta> {
  using value_type = double;
  static constexpr std::string_view name = "noncentral_beta";
  static constexpr std::string_view summary = "the noncentral beta law";
  static constexpr std::string_view carrier = "[0, 1]";
  static std::vector<Parameter> parameters() {
    constexpr double least = 1e-100;
    return {{"alpha", Domain::positive, "weight of the upper end", std::nullopt, false, 1 / least, least},
            {"beta", Domain::positive, "weight of the lower end", std::nullopt, false, 1 / least, least},
            {"noncentrality", Domain::nonnegative, "sum of the squared means", std::nullopt, false, 0x1p53}};
  }
  static Outcome<NoncentralBeta> make(const Arguments& a) {
    return NoncentralBeta{{}, a.real("alpha"), a.real("beta"), a.real("noncentrality")};
  }

  double sample(Variate& v) const { return at(odds().sample_log(v)); }

  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    if (2 * alpha < 1 || beta < least_filled_shape) return fill_by_variates(*this, address, first, out);
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk other;
      fill_noncentral_chi_squared(planes, 2 * alpha, noncentrality, x);
      planes.gamma(2, beta, std::span(other).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.5 * x[i] / (0.5 * x[i] + other[i]);
    });
  }

  Support support() const { return {0, 1}; }
  double coordinate(double x) const {
    return x == 0 ? -infinity : x == 1 ? infinity : elementary::log(x) - elementary::log1p(-x);
  }
  double at(double t) const { return 1 / (1 + elementary::exp(-t)); }
  /// ln (x (1 - x)).
  double log_slope(double t) const {
    return 0.0 - std::fabs(t) - 2 * elementary::log1p(elementary::exp(-std::fabs(t)));
  }
  double log_mass_at(double t) const { return odds().log_density_at(t); }
  /// The odds are singular at the logarithms of -1.
  double reach(double t) const { return std::hypot(t, 3); }
  double peak() const { return odds().peak(); }
  double width() const { return odds().width(); }
  LogTails log_tails_of(double t) const { return odds().log_tails_at(t); }
  LogTails log_tails_at(double x) const {
    return x == 0 ? LogTails{-infinity, 0} : odds().log_tails_at(x, 1 - x);
  }

  double mean() const {
    return expectation([this](double t) { return at(t); });
  }
  double variance() const { return variance_of(gap()); }
  double skewness() const { return skewness_of(gap()); }
  double excess_kurtosis() const { return excess_of(gap()); }

  double alpha;
  double beta;
  double noncentrality;
  bool operator==(const NoncentralBeta&) const = default;

 private:
  NoncentralOdds odds() const { return {alpha, beta, noncentrality}; }
  /// x less its mean, by 1 - x where that is the smaller.
  Weight gap() const {
    if (mean() < 0.5) return [this, centre = mean()](double t) { return at(t) - centre; };
    const double rest = expectation([this](double t) { return at(-t); });
    return [this, rest](double t) { return rest - at(-t); };
  }
};

LawFamily noncentral_beta_family() { return law_family<NoncentralBeta>(); }

}  // namespace plim
