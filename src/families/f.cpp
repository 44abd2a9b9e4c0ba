#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {

/// Fisher's F law: the ratio of two chi-squared numbers over their degrees of freedom.
struct FisherF {
  using value_type = double;
  static constexpr std::string_view name = "f";
  static constexpr std::string_view summary = "Fisher's F law by its degrees of freedom";
  static constexpr std::string_view carrier = "(0, inf)";
  /// Below it more than one draw in 10^15 would be infinite.
  static constexpr double smallest_df = 0.1;
  static std::vector<Parameter> parameters() {
    Parameter below{"df2", Domain::positive, "degrees of freedom below"};
    below.smallest = smallest_df;
    return {{"df1", Domain::positive, "degrees of freedom above"}, below};
  }
  static Outcome<FisherF> make(const Arguments& a) {
    const FisherF law = in_domain(a);
    if (law.df2 >= smallest_df) return law;
    return Refusal{"df2 is " + round_trip(law.df2) + ", but must be a number >= " + round_trip(smallest_df)};
  }
  static FisherF in_domain(const Arguments& a) { return {a.real("df1"), a.real("df2")}; }

  /// In logarithms, since both gamma numbers may underflow.
  double sample(Variate& v) const {
    const double above = v.log_gamma(0.5 * df1), below = v.log_gamma(0.5 * df2);
    return elementary::exp((above - below) + (elementary::log(df2) - elementary::log(df1)));
  }

  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    if (0.5 * df1 < least_filled_shape || 0.5 * df2 < least_filled_shape)
      return fill_by_variates(*this, address, first, out);
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk below;
      planes.gamma(0, 0.5 * df1, x);
      planes.gamma(1, 0.5 * df2, std::span(below).first(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = x[i] * (2 / df1) / (below[i] * (2 / df2));
    });
  }

  Support support() const { return {0, infinity}; }
  double log_density(double x) const;
  /// In df1 and df2.
  void score(double x, std::span<double> gradient) const {
    const Shares s = shares(x);
    const double n = df1 + df2, both = elementary::digamma(0.5 * n);
    gradient[0] =
        0.5 * (elementary::log(s.above) - elementary::digamma(0.5 * df1) + both + 1 - n / df1 * s.above);
    gradient[1] =
        0.5 * (elementary::log(s.below) - elementary::digamma(0.5 * df2) + both + 1 - n / df2 * s.below);
  }
  double cdf(double x) const {
    return cdf_within(x, support(), [this](double at) { return tail(0.5 * df1, 0.5 * df2, shares(at)); });
  }
  double complement(double x) const {
    return complement_within(x, support(),
                             [this](double at) { return tail(0.5 * df2, 0.5 * df1, shares(at).turned()); });
  }
  double log_cdf(double x) const {
    return log_cdf_within(x, support(),
                          [this](double at) { return log_tail_of(0.5 * df1, 0.5 * df2, shares(at)); });
  }
  double log_complement(double x) const {
    return log_complement_within(
        x, support(), [this](double at) { return log_tail_of(0.5 * df2, 0.5 * df1, shares(at).turned()); });
  }
  double quantile(double p) const {
    return quantile_within(p, support(), [this](double inner) {
      return ratio_of(beta_law::quantile(0.5 * df1, 0.5 * df2, inner),
                      beta_law::complement_quantile(0.5 * df2, 0.5 * df1, inner), inner);
    });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(q, support(), [this](double inner) {
      return 1 / FisherF{df2, df1}.quantile(inner);
    });
  }
  double mean() const { return df2 > 2 ? df2 / (df2 - 2) : infinity; }
  double variance() const {
    if (!(df2 > 4)) return infinity;
    return 2 * mean() * mean() * (1 + (df2 - 2) / df1) / (df2 - 4);
  }
  double skewness() const {
    if (!(df2 > 6)) return df2 > 4 ? infinity : not_a_number;
    const double ratio = (df2 - 2) / df1;
    return (2 + ratio) * std::sqrt(8 * (df2 - 4) / (1 + ratio)) / (df2 - 6);
  }
  double excess_kurtosis() const {
    if (!(df2 > 8)) return df2 > 4 ? infinity : not_a_number;
    const double ratio = (df2 - 2) / df1;
    return 12 * ((5 * df2 - 22) + (df2 - 4) * (ratio / (1 + ratio) * ratio)) / (df2 - 6) / (df2 - 8);
  }
  /// That of the share of the chi-squared number above, and E ln |dx/dshare|.
  double entropy() const {
    const double a = 0.5 * df1, b = 0.5 * df2;
    const double step =
        elementary::log1p(a / b) + elementary::log_less_digamma(b) - elementary::log_less_digamma(a + b);
    return beta_law::entropy(a, b) + (elementary::log(df2) - elementary::log(df1)) + 2 * step;
  }
  FisherInformation fisher_information() const;

  double df1, df2;
  bool operator==(const FisherF&) const = default;

 private:
  static constexpr double least = 0x1p-1000;

  /// df1 x and df2 as shares of their sum, and the logarithm of their ratio.
  struct Shares {
    double above, below, log_ratio;
    Shares turned() const { return {below, above, -log_ratio}; }
  };
  Shares shares(double x) const {
    const double ratio = df1 / df2 * x;
    return {1 / (1 + 1 / ratio), 1 / (1 + ratio),
            elementary::log(df1) - elementary::log(df2) + elementary::log(x)};
  }
  /// ln(a B(a, b)), which vanishes with a.
  static double log_weighted_beta(double a, double b) {
    return special::log_gamma(1 + a) - special::log_gamma_ratio(b, a);
  }
  /// ln P(share <= e^log_share) near 0, where it is a power.
  static double log_near_end(double a, double b, double log_share) {
    return a * log_share - log_weighted_beta(a, b);
  }
  /// P of smaller shares above, and its logarithm.
  static double tail(double a, double b, const Shares& s) {
    return s.above > least ? beta_law::cdf(a, b, s.above, s.below)
                           : elementary::exp(log_near_end(a, b, s.log_ratio));
  }
  static double log_tail_of(double a, double b, const Shares& s) {
    return s.above > least ? beta_law::log_cdf(a, b, s.above, s.below) : log_near_end(a, b, s.log_ratio);
  }
  /// x with these shares, of the quantile p.
  double ratio_of(double above, double below, double p) const {
    if (above > least) return df2 / df1 * (above / below);
    const double a = 0.5 * df1, log_share = (elementary::log(p) + log_weighted_beta(a, 0.5 * df2)) / a;
    return elementary::exp(log_share + (elementary::log(df2) - elementary::log(df1)));
  }
};

/// The log density at the mean of the share, and its fall from there, in which huge degrees do not cancel
/// (Loader 2000).
double FisherF::log_density(double x) const {
  if (std::isnan(x) || x < 0 || x == infinity) return std::isnan(x) ? x : -infinity;
  const double a = 0.5 * df1, b = 0.5 * df2, n = df1 + df2;
  if (x == 0) return df1 < 2 ? infinity : df1 > 2 ? -infinity : 0;
  const Shares s = shares(x);
  const double log_weight = elementary::log(a) - log_weighted_beta(a, b);
  const double few = 17, ratio = df1 / df2 * x, log_unit = elementary::log(df1 / df2);
  if (s.above < least || (std::fmax(a, b) < few && ratio < 1 / least))
    return (a - 1) * elementary::log(x) + a * log_unit - (a + b) * elementary::log1p(ratio) + log_weight;
  if (s.below < least) return -(b + 1) * elementary::log(x) - b * log_unit + log_weight;
  const double above = df2 / n * (1 - x) / x, below = df1 / n * (x - 1);
  const double fall = s.above * elementary::relative_gain(above) + s.below * elementary::relative_gain(below);
  return beta_law::log_kernel(a, b, df1 / n, df2 / n) + elementary::log(a / (a + b) * b) - 0.5 * n * fall -
         elementary::log(x);
}

namespace {

/// 4 times the information of df2 = 2b, a = df1/2: psi'(b) - psi'(n) - 2a/(bn) + a/(b(n + 1)), n = a + b,
/// from the covariances of a beta number and its logarithm. Raised to large b by the recurrence of psi', then
/// by its series; terms that nearly cancel are put together.
double f_information(double a, double b) {
  constexpr double many = 16;
  double sum = 0;
  for (; b < many; ++b) {
    const double n = a + b, step = b * (b + 1) * (n + 1);
    sum += a * ((n + b) / n / n / b / b - 2 * (b + n + 1) / step / n + (b + n + 2) / step / (n + 2));
  }
  const auto further = [](double x) {
    const double w = 1 / x / x;
    return w * w / x *
           (1.0 / 30 - w * (1.0 / 42 - w * (1.0 / 30 - w * (5.0 / 66 - w * (691.0 / 2730 - w * 7.0 / 6)))));
  };
  const double n = a + b, share = a / n / b;
  return sum + 0.5 * share * (a + 1 + b / n) / (n + 1) / b + share * (1 / b / b + 1 / b / n + 1 / n / n) / 6 +
         (further(n) - further(b));
}

}  // namespace

FisherInformation FisherF::fisher_information() const {
  const double a = 0.5 * df1, b = 0.5 * df2, n = a + b;
  // 1/(n (n + 1)) less psi'(n) - 1/n.
  const double both = 0.25 * (1 / n / (n + 1) - (1 / n + elementary::trigamma_rest(n)) / n);
  return {{"df1", "df2"}, {0.25 * f_information(b, a), both, both, 0.25 * f_information(a, b)}};
}

LawFamily f_family() { return law_family<FisherF>(); }

}  // namespace plim
