#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/theory/softmax_loss.hpp"
#include "support.hpp"

// First-order theory of softmax regression by entropies and informations of adaptive quadrature (softmax.py);
// that samples come near it, and how near, is checked by experiments/softmax_regression.toml.
namespace plim::softmax_predictions_test {
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

// Of the true weights it is the entropy of the labels; of slopes that the lattice does not see it has no
// number, and none where the weights are not the only ones.
TEST(SoftmaxPredictions, TheFreshLossOfAFit) {
  const test::Planned plan = test::plan_of(
      test::study_text("law = \"softmax\"\nweights = [[0, 0], [0.5, 1]]", "n = 10",
                       "[model.m]\nlikelihood = \"softmax\"\n[estimate.h]\non = \"x\"\nmodel = \"m\"\n"
                       "of = \"cross_entropy\"\nwith = \"fresh\"\n",
                       1));
  const ScenarioPlan& scenario = plan.scenarios[0];
  const Population& population = *scenario.population;
  const Outcome<SoftmaxFreshLoss> bound = SoftmaxFreshLoss::bind(population, *scenario.knowns[0]);
  ASSERT_TRUE(bound);
  const auto loss = [&bound](double slope, Status status) {
    SoftmaxFit fit;
    fit.status = status;
    fit.weights = {0.5, slope};
    Cell cell;
    NoWorkspace none;
    Status said = Status::regular;
    bound->estimate({fit, {}}, none, {}, {{&cell, 1}, said});
    return std::pair(said, cell.value);
  };
  const auto [status, value] = loss(1, Status::regular);
  EXPECT_EQ(status, Status::regular);
  EXPECT_NEAR(value, population.truth("conditional_entropy", 0).value(), 1e-14);
  EXPECT_EQ(loss(1000, Status::regular).first, Status::undefined);
  EXPECT_EQ(loss(1, Status::nonunique).first, Status::undefined);
  EXPECT_EQ(loss(1, Status::at_infinity).first, Status::at_infinity);
}

// Beyond three features there is no quadrature: nothing is said.
TEST(SoftmaxPredictions, NothingIsSaidOfFourFeatures) {
  const auto loss =
      predicted({{0, 0, 0, 0, 0}, {0, 1, 1, 0, 0}}, "of = \"cross_entropy\"\nwith = \"in_sample\"\n", 100);
  EXPECT_EQ(loss[0].bias.kind, PredictionKind::none);
}

}  // namespace
}  // namespace plim::softmax_predictions_test
