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

/// The ratio of the means of squares of df1 normal numbers, of which the squared means add up to the
/// noncentrality, and of df2 others. The coordinate is the logarithm of the odds df1 x / df2.
struct NoncentralF : ByQuadrature<NoncentralF> {
  using value_type = double;
  static constexpr std::string_view name = "noncentral_f";
  static constexpr std::string_view summary = "the noncentral F law";
  static constexpr std::string_view carrier = "[0, inf)";
  /// Below it more than one draw in 10^15 would be infinite.
  static constexpr double smallest_df2 = 0.1;
  static std::vector<Parameter> parameters() {
    constexpr double least = 1e-100;
    return {
        {"df1", Domain::positive, "degrees of freedom above", std::nullopt, false, 1 / least, least},
        {"df2", Domain::positive, "degrees of freedom below", std::nullopt, false, 1 / least, smallest_df2},
        {"noncentrality", Domain::nonnegative, "sum of the squared means", std::nullopt, false, 0x1p53}};
  }
  static Outcome<NoncentralF> make(const Arguments& a) {
    return NoncentralF{{}, a.real("df1"), a.real("df2"), a.real("noncentrality")};
  }

  double sample(Variate& v) const { return at(odds().sample_log(v)); }

  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    if (df1 < 1 || 0.5 * df2 < least_filled_shape) return fill_by_variates(*this, address, first, out);
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk below;
      fill_noncentral_chi_squared(planes, df1, noncentrality, x);
      planes.gamma(2, 0.5 * df2, std::span(below).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = x[i] / df1 / (below[i] * (2 / df2));
    });
  }

  Support support() const { return {0, infinity}; }
  double coordinate(double x) const { return elementary::log(x) + log_scale(); }
  double at(double t) const { return elementary::exp(t - log_scale()); }
  double log_slope(double t) const { return t - log_scale(); }
  double log_mass_at(double t) const { return odds().log_density_at(t); }
  /// The odds are singular at the logarithms of -1.
  double reach(double t) const { return std::hypot(t, 3); }
  double peak() const { return odds().peak(); }
  double width() const { return odds().width(); }
  LogTails log_tails_of(double t) const { return odds().log_tails_at(t); }
  LogTails log_tails_at(double x) const {
    const double ratio = df1 / df2 * x;
    if (!(ratio > 1e-100 && ratio < 1e100)) return log_tails_of(coordinate(x));
    return odds().log_tails_at(1 / (1 + 1 / ratio), 1 / (1 + ratio));
  }

  /// Moments of the product of the noncentral chi-square and the inverse of the other, of which all parts are
  /// positive; those of the order df2/2 and beyond are infinite.
  double mean() const { return df2 > 2 ? df2 / (df2 - 2) * upper_mean() : infinity; }
  double variance() const { return df2 > 4 ? df2 / (df2 - 2) * (df2 / (df2 - 2)) * second() : infinity; }
  double skewness() const {
    if (!(df2 > 6)) return df2 > 4 ? infinity : not_a_number;
    const double q = upper_mean(), v = upper_cumulant(2), third = upper_cumulant(3), n = df2 - 2;
    const double b = n / (df2 - 4), c = b * n / (df2 - 6);
    const double moment =
        q * q * q * (16 / (df2 - 4) / (df2 - 6)) + 3 * q * v * (4 * b / (df2 - 6)) + c * third;
    return moment / (second() * std::sqrt(second()));
  }
  double excess_kurtosis() const {
    if (!(df2 > 8)) return df2 > 4 ? infinity : not_a_number;
    const double q = upper_mean(), v = upper_cumulant(2), third = upper_cumulant(3), n = df2 - 2;
    const double b = n / (df2 - 4), c = b * n / (df2 - 6), d = c * n / (df2 - 8), six = df2 - 6,
                 eight = df2 - 8;
    const double moment = q * q * q * q * (12 * (df2 + 10) / (df2 - 4) / six / eight) +
                          6 * q * q * v * (b * (2 * df2 + 20) / six / eight) +
                          4 * q * third * (6 * c / eight) + d * (upper_cumulant(4) + 3 * v * v);
    return moment / second() / second() - 3;
  }

  double df1;
  double df2;
  double noncentrality;
  bool operator==(const NoncentralF&) const = default;

 private:
  NoncentralOdds odds() const { return {0.5 * df1, 0.5 * df2, noncentrality}; }
  double log_scale() const { return elementary::log(df1 / df2); }
  /// Of the noncentral chi-square over df1.
  double upper_mean() const { return 1 + noncentrality / df1; }
  double upper_cumulant(int order) const {
    const double factor = order == 2 ? 2 : order == 3 ? 8 : 48;
    return factor * (1 + order * (noncentrality / df1)) / std::pow(df1, order - 1);
  }
  /// The variance in units of (df2 / (df2 - 2))^2.
  double second() const {
    const double q = upper_mean();
    return q * q * (2 / (df2 - 4)) + (df2 - 2) / (df2 - 4) * upper_cumulant(2);
  }
};

LawFamily noncentral_f_family() { return law_family<NoncentralF>(); }

}  // namespace plim
