#include <map>

#include "law_cases.hpp"

// Logarithms of tails, also below the least double, and quantiles from above, against values in high
// precision that plim had no part in (tests/data/generate_tails.py).
namespace plim::tails_test {
namespace {

using test::label;
using test::law_of;
using test::number;
using test::units;

/// The log of a tail T is as good as T is, to 1 + |ln T| relative; where it is nearly 0, as the other tail.
double log_error(double found, double exact) {
  const double size = std::fabs(exact);
  return units(found, exact, size < 0.5 && size > 0 ? size * (1 + std::fabs(std::log(size))) : 1 + size);
}

/// Of logarithms of tails as for the tails themselves, and of quantiles of 10^-324, which follow from ln q:
/// in units, by family, where it is more than usual.
const std::map<std::string, double> more_of_logs = {{"f", 80}, {"frechet", 100}, {"inverse_gaussian", 120}},
                                    more_of_quantiles = {{"gamma", 330},
                                                         {"weibull", 60},
                                                         {"lognormal", 40},
                                                         {"student_t", 180},
                                                         {"inverse_gamma", 110},
                                                         {"zeta", 110},
                                                         {"discrete_uniform", 12},
                                                         {"f", 32},
                                                         {"frechet", 200},
                                                         {"generalised_pareto", 112},
                                                         {"gev", 112},
                                                         {"inverse_gaussian", 24},
                                                         {"noncentral_f", 128},
                                                         {"noncentral_t", 48},
                                                         {"pareto", 200}};

double allowed_of(const std::map<std::string, double>& more, const std::string& family, double usual) {
  const auto found = more.find(family);
  return found == more.end() ? usual : found->second;
}

TEST(Tails, LogarithmsOfEveryCase) {
  const std::vector<nlohmann::json> cases = test::cases_of("tails");
  ASSERT_GE(cases.size(), 25U);
  std::size_t below_doubles = 0;
  for (const nlohmann::json& c : cases) {
    const AnyLaw law = law_of(c["family"], c["parameters"]);
    const double allowed = allowed_of(more_of_logs, c["family"], 48);
    for (const nlohmann::json& at : c["at"]) {
      const double x = at["x"], below = number(at["log_cdf"]), above = number(at["log_complement"]);
      EXPECT_LE(log_error(law.log_cdf(x), below), allowed) << label(c) << " at " << x;
      EXPECT_LE(log_error(law.log_complement(x), above), allowed) << label(c) << " at " << x;
      below_doubles += below < -746 || above < -746 ? 1 : 0;
    }
  }
  EXPECT_GE(below_doubles, 30U);
}

TEST(Tails, QuantilesFromAboveOfEveryCase) {
  for (const nlohmann::json& c : test::cases_of("tails")) {
    const AnyLaw law = law_of(c["family"], c["parameters"]);
    const double variance = number(c["variance"]), sd = std::isfinite(variance) ? std::sqrt(variance) : 0;
    for (const nlohmann::json& at : c["quantiles"]) {
      const double x = number(at["x"]);
      const double found = law.complement_quantile(at["q"]);
      // A tail of the size of the least double is rounded to it: by a half of it, of 745 in the logarithm.
      if (law.discrete() && at["q"] < 1e-300 && std::fabs(found - x) <= std::fmax(1, 0.02 * x)) continue;
      EXPECT_LE(units(found, x, std::fabs(x) + std::fmin(sd, 1e300)),
                allowed_of(more_of_quantiles, c["family"], 8))
          << label(c) << " q = " << at["q"];
    }
  }
}

TEST(Tails, TheEnds) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const nlohmann::json& c : test::cases_of("tails")) {
    const AnyLaw law = law_of(c["family"], c["parameters"]);
    const auto [lower, upper] = law.support();
    EXPECT_EQ(law.complement_quantile(1), lower) << label(c);
    EXPECT_EQ(law.complement_quantile(0), upper) << label(c);
    EXPECT_TRUE(std::isnan(law.complement_quantile(-0.1)) && std::isnan(law.complement_quantile(1.1)));
    EXPECT_EQ(law.log_cdf(infinity), 0) << label(c);
    EXPECT_EQ(law.log_complement(infinity), -infinity) << label(c);
    EXPECT_EQ(law.log_cdf(-infinity), -infinity) << label(c);
    EXPECT_EQ(law.log_complement(-infinity), 0) << label(c);
    EXPECT_TRUE(std::isnan(law.log_cdf(std::nan(""))) && std::isnan(law.log_complement(std::nan(""))));
  }
}

}  // namespace
}  // namespace plim::tails_test
