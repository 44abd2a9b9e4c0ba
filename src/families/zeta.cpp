#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/families/log_tails.hpp"
#include "plim/families/rank_rejection.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/power_sums.hpp"

namespace plim {

/// P(X = k) = k^-s / zeta(s) on k = 1, 2, ...: the Zipf law without a last rank.
class Zeta : public ByLogTails<Zeta> {
 public:
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "zeta";
  static constexpr std::string_view summary = "k >= 1 with probability proportional to k^-s";
  static constexpr std::string_view carrier = "1, 2, ...";
  static constexpr std::string_view maximum = "a value above 1";
  /// Below it more than one draw in 10^15 would be infinite.
  static constexpr double smallest_s = 1.05;
  static std::vector<Parameter> parameters() {
    Parameter s{"s", Domain::positive, "exponent, above 1"};
    s.smallest = 1 + std::numeric_limits<double>::epsilon();
    return {s};
  }
  static Outcome<Zeta> make(const Arguments& a) {
    if (a.real("s") < smallest_s)
      return Refusal{"s is " + round_trip(a.real("s")) +
                     ", but must be a number >= " + round_trip(smallest_s)};
    return in_domain(a);
  }
  static Zeta in_domain(const Arguments& a) { return Zeta(a.real("s")); }
  /// Of ones alone.
  static bool is_supremum_at_infinity(const Observations::One& sample) {
    return std::all_of(sample.x.begin(), sample.x.end(), [](double x) { return x == 1; });
  }
  explicit Zeta(double s)
      : s_(s), above_one_(power_sum(2, infinity, s)), accepted_(rank_rejection::sure_gap(*this)) {}

  double sample(Variate& v) const {
    constexpr double steep = 128;  // above it the mass beyond 1 is less than the bits of a draw tell
    double k = 1;
    while (s_ <= steep && !rank_rejection::attempt(*this, v.words(), k)) {
    }
    return k;
  }
  std::vector<IntegerTable> tables() const { return tables_of(rank_rejection::masses(*this, s_)); }
  double tail(double x) const { return elementary::exp((1 - s_) * elementary::log(x)) / (s_ - 1); }
  double place(double beyond) const { return elementary::exp(elementary::log((s_ - 1) * beyond) / (1 - s_)); }
  double mass(double k) const { return elementary::exp(-s_ * elementary::log(k)); }
  double most() const { return std::numeric_limits<double>::max(); }
  double total() const { return tail(1.5) + 1; }
  double accepted() const { return accepted_; }

  Support support() const { return {1, infinity}; }
  double log_density(double k) const {
    if (std::isnan(k)) return k;
    return k >= 1 && k == std::floor(k) && k < infinity ? -s_ * elementary::log(k) - log_zeta() : -infinity;
  }
  LogTails log_tails_at(double x) const {
    const double k = std::floor(x);
    return log_tails(
        false, [&] { return elementary::log(power_sum(1, k, s_)) - log_zeta(); },
        [&] { return log_density(k + 1) + elementary::log(power_sum_over_first(k + 1, infinity, s_)); });
  }
  double quantile(double p) const { return lattice_quantile(*this, p, near(1 - p)); }
  double complement_quantile(double q) const { return lattice_complement_quantile(*this, q, near(q)); }
  double mean() const { return s_ > 2 ? 1 + moment(1) : infinity; }
  double variance() const { return s_ > 3 ? moment(2) - moment(1) * moment(1) : infinity; }
  double skewness() const {
    const double m = moment(1), v = variance();
    if (s_ <= 4) return s_ > 3 ? infinity : not_a_number;
    return (moment(3) - m * (3 * moment(2) - 2 * m * m)) / (v * std::sqrt(v));
  }
  double excess_kurtosis() const {
    const double m = moment(1), v = variance();
    if (s_ <= 5) return s_ > 3 ? infinity : not_a_number;
    return (moment(4) - m * (4 * moment(3) - m * (6 * moment(2) - 3 * m * m))) / v / v - 3;
  }
  /// nats.
  double entropy() const { return s_ * mean_log() + log_zeta(); }
  /// The variance of ln X.
  FisherInformation fisher_information() const {
    const double m = mean_log();
    return {{"s"}, {power_sum(2, infinity, s_, 2) / (1 + above_one_) - m * m}};
  }
  /// The gradient of the log density in s.
  void score(double k, std::span<double> gradient) const { gradient[0] = mean_log() - elementary::log(k); }

  bool operator==(const Zeta&) const = default;

 private:
  double log_zeta() const { return elementary::log1p(above_one_); }
  double mean_log() const { return power_sum(2, infinity, s_, 1) / (1 + above_one_); }
  /// About where P(X > k) = q.
  double near(double q) const { return std::fmin(place(q * (1 + above_one_)), most()); }
  /// E (X - 1)^order, by power sums; order < s - 1.
  double moment(int order) const {
    double sum = 0, binomial = 1;
    for (int i = 0; i <= order; ++i) {
      sum += binomial * ((order - i) % 2 == 0 ? 1 : -1) * power_sum(2, infinity, s_ - i);
      binomial *= static_cast<double>(order - i) / (i + 1);
    }
    return sum / (1 + above_one_);
  }

  double s_;
  double above_one_;  // zeta(s) - 1
  double accepted_;
};

LawFamily zeta_family() { return law_family<Zeta>(); }

}  // namespace plim
