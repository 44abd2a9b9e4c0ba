#include "plim/random/hypergeometric.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/by_sums.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/lattice_kernel.hpp"
#include "plim/numeric/hypergeometric_mass.hpp"
#include "plim/random/integer_table.hpp"

namespace plim {

/// Successes among draws without replacement from an urn of successes and failures.
struct Hypergeometric : BySums<Hypergeometric> {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "hypergeometric";
  static constexpr std::string_view summary = "successes among draws without replacement";
  static constexpr std::string_view carrier = "max(0, draws - failures), ..., min(draws, successes)";
  static constexpr std::string_view no_likelihood = "its parameters are integers, which have no derivatives";
  static std::vector<Parameter> parameters() {
    const auto count = [](const char* which, const char* help) {
      return Parameter{which, Domain::nonnegative, help, std::nullopt, false, 0x1p53};
    };
    return {count("successes", "successes in the urn, an integer"),
            count("failures", "failures in the urn, an integer"), count("draws", "items drawn, an integer")};
  }
  /// Refuses what is no integer, and more draws than items.
  static Outcome<Hypergeometric> make(const Arguments& a) {
    const Hypergeometric law{{}, a.real("successes"), a.real("failures"), a.real("draws")};
    for (const char* count : {"successes", "failures", "draws"}) {
      const double x = a.real(count);
      if (x != std::floor(x)) {
        return Refusal{std::string(count) + " is " + round_trip(x) + ", but must be an integer >= 0"};
      }
    }
    if (law.failures > 0x1p53 - law.successes) {
      return Refusal{"failures is " + round_trip(law.failures) +
                     ", but successes + failures must be at most 2^53"};
    }
    if (law.draws > law.total()) {
      return Refusal{"draws is " + round_trip(law.draws) + ", but must be at most successes + failures, " +
                     round_trip(law.total())};
    }
    return law;
  }

  double sample(Variate& v) const { return real(draw_hypergeometric(v, urn())); }

  std::vector<IntegerTable> tables() const {
    const auto [lower, upper] = support();
    return tables_of({lower, upper, peak(), variance(), [*this](double k) {
                        return StepOfMass{Precise::product(successes - k, draws - k),
                                          Precise::product(k + 1, failures - draws + (k + 1))};
                      }});
  }

  Support support() const { return {std::fmax(0, draws - failures), std::fmin(draws, successes)}; }
  /// The binomial masses of both kinds over that of the draws, all at the share of draws.
  double log_mass(double k) const {
    const double x = draws / total(), y = (total() - draws) / total(), whole = std::floor(k);
    const double gap = from_mean(urn(), static_cast<std::int64_t>(whole)) + (k - whole);
    return log_count_kernel(k, successes - k, x, y, gap) +
           (log_count_kernel(draws - k, failures - (draws - k), x, y, -gap) -
            log_count_kernel(draws, total() - draws, x, y, 0));
  }
  double reach(double k) const { return 1 + std::fmin(k - support().lower, support().upper - k); }
  double peak() const { return total() > 0 ? real(mode_of(urn())) : 0; }
  double mean() const { return total() > 0 ? draws * (successes / total()) : 0; }
  double variance() const {
    if (!(total() > 1)) return 0;
    return mean() * (failures / total()) * ((total() - draws) / (total() - 1));
  }

  double successes;
  double failures;
  double draws;
  bool operator==(const Hypergeometric&) const = default;

 private:
  double total() const { return successes + failures; }
  Urn urn() const {
    const auto whole = [](double x) { return static_cast<std::int64_t>(x); };
    return {whole(total()), whole(successes), whole(draws)};
  }
};

LawFamily hypergeometric_family() { return law_family<Hypergeometric>(); }

}  // namespace plim
