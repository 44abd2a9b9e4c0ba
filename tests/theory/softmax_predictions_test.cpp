#include <cmath>

#include "engine/fixtures.hpp"
#include "support.hpp"

// First-order theory of softmax regression by entropies and informations of adaptive quadrature (softmax.py);
// that samples come near it, and how near, is checked by experiments/softmax_regression.toml.
namespace plim {
namespace {

std::vector<SeriesPrediction> predicted(const NumberRows& weights, const std::string& estimate,
                                        std::int64_t n) {
  return test::predictions_of(test::plan_of(test::study_text(
      "law = \"softmax\"\nweights = " + readable(Value{weights}), "n = " + std::to_string(n),
      "[model.m]\nlikelihood = \"softmax\"\n[estimate.h]\non = \"x\"\nmodel = \"m\"\n" + estimate, 1)))[0];
}

TEST(SoftmaxPredictions, AreThoseOfTheLaw) {
  constexpr std::int64_t n = 250;
  const nlohmann::json data = test::read_json("softmax.json");
  for (const nlohmann::json& law : data["laws"]) {
    const NumberRows weights = law["weights"];
    const std::vector<double> variances = law["variances"];
    const double p = static_cast<double>(variances.size()), surprisal = law["surprisal_variance"];
    const auto losses =
        predicted(weights, "of = \"cross_entropy\"\nwith = [\"in_sample\", \"one_hot\", \"fresh\"]\n", n);
    for (const std::size_t series : {0, 1}) {
      EXPECT_NEAR(losses[series].bias.value, -p / (2 * n), 1e-15);
      EXPECT_NEAR(losses[series].empirical_se.value, std::sqrt(surprisal / n), 1e-9);
    }
    EXPECT_NEAR(losses[2].bias.value, p / (2 * n), 1e-15);
    EXPECT_NEAR(losses[2].empirical_se.value, std::sqrt(p / 2) / n, 1e-15);
    EXPECT_EQ(losses[2].bias.kind, PredictionKind::leading);
    EXPECT_TRUE(losses[2].given_success);
    const auto slopes = predicted(weights, "of = \"parameters\"\nwith = \"mle\"\n", n);
    ASSERT_EQ(slopes.size(), variances.size());
    for (std::size_t i = 0; i < slopes.size(); ++i)
      EXPECT_NEAR(slopes[i].empirical_se.value, std::sqrt(variances[i] / n), 1e-8);
  }
}

// Beyond three features there is no quadrature: nothing is said.
TEST(SoftmaxPredictions, NothingIsSaidOfFourFeatures) {
  const auto loss =
      predicted({{0, 0, 0, 0, 0}, {0, 1, 1, 0, 0}}, "of = \"cross_entropy\"\nwith = \"in_sample\"\n", 100);
  EXPECT_EQ(loss[0].bias.kind, PredictionKind::none);
}

}  // namespace
}  // namespace plim
