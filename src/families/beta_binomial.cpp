#include <cmath>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/by_sums.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/lattice_kernel.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/integer_table.hpp"

namespace plim {

/// Successes in trials whose common probability is Beta(alpha, beta) (Skellam 1948).
struct BetaBinomial : BySums<BetaBinomial> {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "beta_binomial";
  static constexpr std::string_view summary = "successes in trials with a beta probability";
  static constexpr std::string_view carrier = "0, 1, ..., trials";
  static std::vector<Parameter> parameters() {
    Parameter trials{"trials", Domain::positive_integer, "number of trials"};
    trials.largest = 0x1p53;
    const auto weight = [](const char* which, const char* help) {
      constexpr double least = 1e-150;  // within these bounds nothing under- or overflows
      return Parameter{which, Domain::positive, help, std::nullopt, false, 1 / least, least};
    };
    return {trials, weight("alpha", "weight of success"), weight("beta", "weight of failure")};
  }
  static Outcome<BetaBinomial> make(const Arguments& a) {
    return BetaBinomial{{}, real(a.integer("trials")), a.real("alpha"), a.real("beta")};
  }

  /// The probability as two gamma numbers by their logs; what is counted is the rarer outcome.
  double sample(Variate& v) const {
    const double log_odds = v.log_gamma(alpha) - v.log_gamma(beta);
    const double rarer = 1 / (1 + elementary::exp(std::fabs(log_odds)));
    const double count = real(v.binomial(static_cast<std::int64_t>(trials), rarer));
    return log_odds < 0 ? count : trials - count;
  }

  std::vector<IntegerTable> tables() const {
    IntegerMasses law{0, trials, peak(), variance(), [*this](double k) {
                        return StepOfMass{Precise::sum(k, alpha) * (trials - k),
                                          Precise::sum(trials - 1 - k, beta) * (k + 1)};
                      }};
    law.valley = alpha < 1 && beta < 1;
    return tables_of(law);
  }

  Support support() const { return {0, trials}; }
  /// Three kernels at x = (k + alpha) / (trials + alpha + beta), where that of the sums has no deviance and
  /// the two others have one of the same gap, so that nothing large cancels.
  double log_mass(double k) const {
    const double rest = trials - k, all = weight() + trials, up = k + alpha, down = rest + beta;
    const double x = up / all, y = down / all, gap = difference_of_products(k, beta, rest, alpha) / all;
    constexpr double light = 1e-30;  // below it the kernel of the weights is 1
    const double own = weight() < light ? 0 : beta_law::log_kernel(alpha, beta, x, y, -gap);
    return log_count_kernel(k, rest, x, y, gap) + (own - beta_law::log_kernel(up, down, x, y, 0)) +
           (elementary::log(alpha / up) + elementary::log(beta / down) - elementary::log(weight() / all));
  }
  double reach(double k) const { return 1 + std::fmin(k, trials - k); }
  double peak() const {
    const double at = std::floor((trials + 1) * ((alpha - 1) / (weight() - 2)));
    return alpha > 1 && beta > 1 ? std::fmin(at, trials) : alpha > beta ? trials : 0;
  }
  /// Where the mass is least if it has a peak at either end, about; else NaN.
  double valley() const {
    return alpha < 1 && beta < 1 ? std::floor(trials * ((1 - alpha) / (2 - weight()))) : not_a_number;
  }
  double mean() const { return trials * (alpha / weight()); }
  double variance() const {
    return trials * (alpha / weight()) * (beta / weight()) * ((weight() + trials) / (weight() + 1));
  }

  double trials;
  double alpha;
  double beta;
  bool operator==(const BetaBinomial&) const = default;

 private:
  double weight() const { return alpha + beta; }
};

LawFamily beta_binomial_family() { return law_family<BetaBinomial>(); }

}  // namespace plim
