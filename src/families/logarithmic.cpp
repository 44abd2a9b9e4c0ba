#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/by_sums.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/integer_table.hpp"

namespace plim {

/// P(X = k) = -p^k / (k ln(1 - p)) on k = 1, 2, ... (Fisher 1943).
struct Logarithmic : BySums<Logarithmic> {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "logarithmic";
  static constexpr std::string_view summary = "k >= 1 with probability proportional to p^k/k";
  static constexpr std::string_view carrier = "1, 2, ...";
  static constexpr std::string_view maximum = "a value above 1";
  static std::vector<Parameter> parameters() {
    return {{"p", Domain::open_probability, "ratio of the powers"}};
  }
  static Outcome<Logarithmic> make(const Arguments& a) { return Logarithmic{{}, a.real("p")}; }

  /// Kemp (1981): a geometric number whose chance of ending is (1 - p)^u.
  double sample(Variate& v) const {
    const Variate::Pair w = v.words();
    const double log_end = -fine_uniform(w.first, w.second) * rate(), end = elementary::exp(log_end);
    const double rate_of_going =
        end < 0.5 ? -elementary::log1p(-end) : -elementary::log(0.0 - elementary::expm1(log_end));
    const Variate::Pair wait = v.words();
    return 1 + std::floor(fine_exponential(wait.first, wait.second) / rate_of_going);
  }

  std::vector<IntegerTable> tables() const {
    return tables_of({1, infinity, 1, variance(), [*this](double k) {
                        return StepOfMass{Precise::product(p, k), k + 1};
                      }});
  }

  Support support() const { return {1, infinity}; }
  double log_mass(double k) const { return k * log_p() - elementary::log(k) - elementary::log(rate()); }
  double reach(double k) const { return k; }
  double peak() const { return 1; }
  /// The gradient of the log density in p.
  void score(double k, std::span<double> gradient) const { gradient[0] = (k - mean()) / p; }
  double mean() const { return p / (1 - p) / rate(); }
  double variance() const { return mean() / (1 - p) * rest(); }
  FisherInformation fisher_information() const { return {{"p"}, {mean() / p * (rest() / p / (1 - p))}}; }

  double p;
  bool operator==(const Logarithmic&) const = default;

 private:
  double log_p() const { return p < 0.5 ? elementary::log(p) : elementary::log1p(p - 1); }
  /// -ln(1 - p).
  double rate() const { return -elementary::log1p(-p); }
  /// 1 + p / ln(1 - p), by the power series of the logarithm where the two nearly cancel.
  double rest() const {
    constexpr double few = 0.25;
    if (p > few) return 1 - p / rate();
    double sum = 0, power = p;
    for (int k = 2; k < 32; ++k, power *= p) sum += power / k;
    return sum * (p / rate());
  }
};

LawFamily logarithmic_family() { return law_family<Logarithmic>(); }

}  // namespace plim
