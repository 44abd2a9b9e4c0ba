#include <array>

#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/gumbel_mean.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/numeric/special.hpp"
#include "plim/random/arrays.hpp"

namespace plim {
namespace {

constexpr double depth_of_half = 0.69314718055994530942;

/// ln(1 - e^-y), y > 0.
double log_of_rest(double y) {
  return y < depth_of_half ? elementary::log(-elementary::expm1(-y))
                           : elementary::log1p(-elementary::exp(-y));
}

/// 1 + 1/2 + ... + 1/b = psi(b + 1) + gamma of any b > 0: near 0 the sum of zeta(k) (-b)^(k - 2) b.
double harmonic_number(double b) {
  if (b > 0.25) return elementary::digamma(b + 1) + euler_constant;
  double sum = 0;
  for (int k = 28; k > 1; --k) sum = special::zeta(k) - b * sum;
  return b * sum;
}

}  // namespace

/// Kumaraswamy's law (1980) on (0, 1): P(X <= x) = 1 - (1 - x^a)^b.
struct Kumaraswamy : HazardLaw<Kumaraswamy, Tail::upper> {
  using value_type = double;
  static constexpr std::string_view name = "kumaraswamy";
  static constexpr std::string_view summary = "Kumaraswamy's law by its two weights";
  static constexpr std::string_view carrier = "(0, 1)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"a", Domain::positive, "weight at 0"}, {"b", Domain::positive, "weight at 1"}};
  }
  static Outcome<Kumaraswamy> make(const Arguments& a) { return Kumaraswamy{{}, a.real("a"), a.real("b")}; }

  Support support() const { return {0, 1}; }
  double log_density(double x) const {
    if (!(x >= 0 && x <= 1)) return std::isnan(x) ? x : -infinity;
    const double y = depth(x);
    return elementary::log(a) + elementary::log(b) + (a == 1 ? 0 : (a - 1) * elementary::log(x)) +
           (b == 1 ? 0 : (b - 1) * log_of_rest(y));
  }
  /// In a and b.
  void score(double x, std::span<double> gradient) const {
    const double y = depth(x);
    gradient[0] = (1 - y + (b - 1) * y / elementary::expm1(y)) / a;
    gradient[1] = 1 / b + log_of_rest(y);
  }
  double hazard(double x) const {
    const double y = depth(x),
                 far = 40;  // beyond it x^a is ln(1 / (1 - x^a)), and may be no double where b x^a is
    return y < far ? -b * log_of_rest(y) : elementary::exp(log_hazard(x));
  }
  double log_hazard(double x) const { return elementary::log(b) - depth(x); }
  double at_hazard(double w) const { return inside(elementary::exp(log_at(w))); }
  void at_hazards(std::span<double> w) const;
  double mean() const { return elementary::exp(log_moment(1)); }
  double variance() const {
    const double second = relative_moment(2);  // too large for a double: the mean is then nothing beside it
    return second < infinity ? mean() * (mean() * second) : elementary::exp(log_moment(2));
  }
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  Shape shape_of_draw() const {
    std::array<double, 7> raw{1};
    for (int r = 1; r < 7; ++r) raw[static_cast<std::size_t>(r)] = relative_moment(r);
    return shape_of_moments(raw);
  }
  double entropy() const {
    return 1 - 1 / b + (1 - 1 / a) * harmonic_number(b) - elementary::log(a) - elementary::log(b);
  }
  /// By quadrature of the score.
  FisherInformation fisher_information() const {
    // ln(x^a) x^a / (1 - x^a) where (1 - x^a)^b = e^-w.
    const auto pull = [this](double t) {
      const double y = elementary::exp(-t) / b, far = 40;
      return y > far ? -1 : y > 0 ? log_of_rest(y) * elementary::expm1(y) : 0;
    };
    const auto first = [&](double t) {
      const double score = 1 + a * log_at(elementary::exp(-t)) - (b - 1) * pull(t);
      return score * score;
    };
    const double both = gumbel_mean(pull) / a;
    return {{"a", "b"}, {gumbel_mean(first) / a / a, both, both, 1 / b / b}};
  }

  double a, b;
  bool operator==(const Kumaraswamy&) const = default;

 private:
  /// Inside (0, 1): where a draw would be rounded to an end, the double next to that end.
  static double inside(double x) {
    constexpr double least = 0x1p-1074, most = 1 - 0x1p-53;
    return x > most ? most : x > least ? x : least;
  }
  /// -ln x^a.
  double depth(double x) const { return -a * elementary::log(x); }
  /// ln x where the hazard is w.
  double log_at(double w) const {
    const double y = w / b;
    return (y > 0 ? log_of_rest(y) : elementary::log(w) - elementary::log(b)) / a;
  }
  /// ln E X^r.
  double log_moment(int r) const { return special::log_beta_ratio(1, b, r / a); }
  /// E (X / E X - 1)^r: by beta functions where these do not cancel.
  double relative_moment(int r) const {
    constexpr double binomials[7][7] = {{1},
                                        {1, 1},
                                        {1, 2, 1},
                                        {1, 3, 3, 1},
                                        {1, 4, 6, 4, 1},
                                        {1, 5, 10, 10, 5, 1},
                                        {1, 6, 15, 20, 15, 6, 1}};
    const double log_mean = log_moment(1);
    if (a > 0.5)
      return gumbel_mean(
          [&](double t) { return std::pow(elementary::expm1(log_at(elementary::exp(-t)) - log_mean), r); });
    double sum = 0, sign = 1;
    for (int k = r; k > 1; --k, sign = -sign)
      sum += sign * binomials[r][k] * elementary::expm1(log_moment(k) - k * log_mean);
    return sum;
  }
};

/// ln(1 - e^-y) by both its forms, of which each draw takes its own.
void Kumaraswamy::at_hazards(std::span<double> w) const {
  constexpr double huge = 0x1p500;  // beyond it depths underflow
  if (b > huge) {
    for (double& x : w) x = at_hazard(x);
    return;
  }
  FillChunk depths, near_one;
  const std::span<double> far = std::span(near_one).first(w.size());
  for (std::size_t i = 0; i < w.size(); ++i) {
    depths[i] = w[i] / b;
    w[i] = far[i] = -depths[i];
  }
  arrays::expm1(w);
  for (double& x : w) x = -x;
  arrays::log(w);
  arrays::exp(far);
  for (double& x : far) x = -x;
  arrays::log1p(far);
  for (std::size_t i = 0; i < w.size(); ++i) w[i] = (depths[i] < depth_of_half ? w[i] : far[i]) / a;
  arrays::exp(w);
  for (double& x : w) x = inside(x);
}

LawFamily kumaraswamy_family() { return law_family<Kumaraswamy>(); }

}  // namespace plim
