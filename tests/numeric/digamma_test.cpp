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

// psi(x + d + 1) - psi(x + 1) by mpmath, 60 digits.
TEST(Digamma, StepsKeepTheirDigits) {
  struct {
    double x, d, exact;
  } const cases[] = {{0.5, 2, 1.0666666666666666667},         {15.9, 1e-3, 0.000060954884652828422678},
                     {16, 0.5, 0.029844103901223734759},      {100, 1e-8, 9.9501666628385466043e-11},
                     {1000, 1e6, 6.9082553621489619188},      {1e12, 2.5, 2.499999999995625e-12},
                     {1e12, 1e-9, 9.9999999999950006228e-22}, {1e15, 1e20, 11.512935464920228253}};
  for (const auto& c : cases) {
    const double error = c.x < 16 ? 1e-15 : 1e-16 / c.x;
    EXPECT_NEAR(elementary::digamma_step(c.x, c.d), c.exact, error + 4e-16 * c.exact) << c.x << " " << c.d;
  }
}

TEST(Digamma, Ends) {
  EXPECT_TRUE(std::isnan(elementary::digamma(0)) && std::isnan(elementary::digamma(-0.5)));
  EXPECT_TRUE(std::isnan(elementary::trigamma(0)) && std::isnan(elementary::trigamma(-2)));
}

}  // namespace
}  // namespace plim::digamma_test
