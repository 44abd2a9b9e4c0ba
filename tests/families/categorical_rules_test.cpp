#include <numeric>

#include "law_cases.hpp"

// Classes by a rule: their values in high precision are those of families.json, here what is refused.
namespace plim::categorical_rules_test {
namespace {

using Json = nlohmann::json;

std::string reason(const std::string& family, const Json& parameters) {
  const Outcome<AnyLaw> law = test::outcome_of(family, parameters);
  return law ? "accepted" : law.reason();
}

// C4: 0.9 times 0.1^308 is the first below 2.2e-308, as is 3^-1020, but not 2^-1020.
TEST(CategoricalRules, C4NoClassLosesItsProbability) {
  EXPECT_EQ(
      reason("categorical.geometric", {{"K", 1000}, {"ratio", 0.1}}),
      "ratio is 0.1 and K is 1000: class 308 has a probability below 2.2e-308, too small for a number, and "
      "would never be drawn; must be K <= 308, or a ratio nearer to 1");
  EXPECT_EQ(reason("categorical.power", {{"K", 3}, {"power", 1020.0}}),
            "power is 1020 and K is 3: class 2 has a probability below 2.2e-308, too small for a number, and "
            "would never be drawn; must be K <= 2, or a smaller power");
  const AnyLaw law = test::law_of("categorical.geometric", {{"K", 308}, {"ratio", 0.1}});
  EXPECT_NEAR(law.log_density(307), std::log(0.9) - 307 * std::log(10.0), 1e-12);
  double sum = 0;
  for (int k = 307; k >= 0; --k) {
    ASSERT_GT(law.density(k), 0) << k;
    sum += law.density(k);
  }
  EXPECT_NEAR(sum, 1, 1e-15);
}

TEST(CategoricalRules, ValuesOutsideTheirDomainsAreNamed) {
  const auto says = [](const std::string& family, const Json& parameters, const std::string& what) {
    EXPECT_NE(reason(family, parameters).find(what), std::string::npos) << reason(family, parameters);
  };
  for (const char* family : {"categorical.geometric", "categorical.power"}) {
    const std::string key = family == std::string("categorical.power") ? "power" : "ratio";
    for (const std::int64_t K : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1048577}})
      says(family, {{"K", K}, {key, 0.5}}, "K is " + std::to_string(K) + ", but must be an integer >= 1");
    says(family, {{"K", 2}, {key, -0.5}}, key + " is -0.5, but must be a ");
    says(family, {{"K", 2}, {key, std::nan("")}}, key + " is nan, but must be a ");
    says(family, {{"K", 2}, {key, HUGE_VAL}}, key + " is inf, but must be a ");
  }
  says("categorical.geometric", {{"K", 2}, {"ratio", 0.0}}, "ratio is 0.0, but must be a number in (0, 1]");
  says("categorical.geometric", {{"K", 2}, {"ratio", 1.5}}, "ratio is 1.5, but must be a number in (0, 1]");
}

TEST(CategoricalRules, OneClassHasAllOfIt) {
  for (const AnyLaw& law : {test::law_of("categorical.geometric", {{"K", 1}, {"ratio", 1e-300}}),
                            test::law_of("categorical.power", {{"K", 1}, {"power", 1e300}})}) {
    EXPECT_EQ(law.density(0), 1);
    EXPECT_EQ(law.entropy(), 0);
  }
}

// Without a slope each is the law of equal probabilities; K to its bound: ln K, and the entropy of 1/r on
// 2^20 ranks is ln H + (sum of ln(r) / r) / H, H their harmonic number.
TEST(CategoricalRules, LargeAlphabetsKeepTheirDigits) {
  constexpr int K = 1 << 20;
  EXPECT_NEAR(test::law_of("categorical.geometric", {{"K", K}, {"ratio", 1.0}}).entropy(), std::log(K),
              1e-13);
  EXPECT_NEAR(test::law_of("categorical.power", {{"K", K}, {"power", 0.0}}).entropy(), std::log(K), 1e-13);
  long double H = 0, logs = 0;
  for (int r = K; r >= 1; --r) {
    H += 1.0L / r;
    logs += std::log(static_cast<long double>(r)) / r;
  }
  EXPECT_NEAR(test::law_of("categorical.power", {{"K", K}, {"power", 1.0}}).entropy(),
              static_cast<double>(std::log(H) + logs / H), 1e-13);
}

}  // namespace
}  // namespace plim::categorical_rules_test
