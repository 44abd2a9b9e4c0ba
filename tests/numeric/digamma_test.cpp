#include "plim/numeric/digamma.hpp"

#include "support.hpp"

namespace plim::digamma_test {
namespace {

TEST(Digamma, ReferenceValues) {
  const nlohmann::json cases = test::read_json("digamma.json")["cases"];
  ASSERT_GE(cases.size(), 90U);
  for (const nlohmann::json& c : cases) {
    const double x = c["x"], digamma = c["digamma"];
    EXPECT_NEAR(elementary::digamma(x), digamma, 4e-16 * std::max(1.0, std::fabs(digamma))) << x;
    if (!c["trigamma"].is_null()) {
      EXPECT_NEAR(elementary::trigamma(x) / c["trigamma"].get<double>(), 1, 1e-15) << x;
    }
    if (x < 1e-3) continue;  // there the rest is 1/x, and the bound that of trigamma
    const double rest = c["rest"];
    EXPECT_NEAR(elementary::trigamma_rest(x), rest, 1e-15 * std::max(1.0, 1 / x) + 4e-16 * std::fabs(rest))
        << x;
  }
}

TEST(Digamma, Ends) {
  EXPECT_TRUE(std::isnan(elementary::digamma(0)) && std::isnan(elementary::digamma(-0.5)));
  EXPECT_TRUE(std::isnan(elementary::trigamma(0)) && std::isnan(elementary::trigamma(-2)));
}

}  // namespace
}  // namespace plim::digamma_test
