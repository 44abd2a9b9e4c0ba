#include "fixtures.hpp"

// Mean surprise under a fitted law, less the entropy. Values by integrals over the laws of the sums (mpmath
// 1.2.1, 25 digits): of ln y and ln y + 1/y - 1, y ~ gamma(n)/n; of (ln v)/2 and (ln v + (1 + z^2)/v - 1)/2,
// n v ~ chi-square with n - 1 degrees of freedom, n z^2 with one.
namespace plim::loss_predictions_test {
namespace {

SeriesPrediction predicted(const std::string& law, const std::string& model, const std::string& with,
                           std::int64_t n) {
  const test::Planned plan = test::plan_of(
      test::study_text(law, "n = " + std::to_string(n),
                       "[model.m]\nlikelihood = \"" + model +
                           "\"\n[estimate.e]\nof = \"cross_entropy\"\non = \"x\"\nmodel = \"m\"\n"
                           "with = [\"" +
                           with + "\"]",
                       1));
  return test::predictions_of(plan)[0][0];
}

struct Row {
  const char* with;
  std::int64_t n;
  double bias, sd;
};

void check(const std::string& law, const std::string& model, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const SeriesPrediction p = predicted(law, model, row.with, row.n);
    ASSERT_EQ(p.bias.kind, PredictionKind::exact) << row.with << row.n;
    EXPECT_NEAR(p.bias.value / row.bias, 1, 1e-13) << row.with << row.n;
    EXPECT_NEAR(p.empirical_se.value / row.sd, 1, 1e-12) << row.with << row.n;
  }
}

const std::string exponential = "law = \"exponential\"\nlambda = 3.0",
                  normal = "law = \"normal\"\nmean = 2.0\nsd = 5.0";

TEST(LossPredictions, OfAnExponentialLaw) {
  check(exponential, "exponential",
        {{"in_sample", 3, -0.17582795356964255, 0.62843779871060146},
         {"in_sample", 100, -0.0050083332500039678, 0.10025051951652705},
         {"fresh", 3, 0.32417204643035745, 1.0700159189695387},
         {"fresh", 10, 0.060278607183786535, 0.11213270303124398},
         {"fresh", 100, 0.0050926768510061332, 0.0074398571030085631}});
  EXPECT_EQ(predicted(exponential, "exponential", "fresh", 2).bias.kind, PredictionKind::none);
}

TEST(LossPredictions, OfANormalLaw) {
  check(normal, "normal",
        {{"in_sample", 10, -0.11028349303728574, 0.24936173675957704},
         {"in_sample", 100, -0.010092677350887138, 0.071427332035573035},
         {"fresh", 10, 0.17543079267699998, 0.31450909309160461},
         {"fresh", 100, 0.01052587935014379, 0.011309405848520855}});
  EXPECT_EQ(predicted(normal, "normal", "fresh", 5).bias.kind, PredictionKind::none);
}

// The digits stay: n bias -> -1/2 and 1/2, n sd of fresh data -> sqrt(1/2).
TEST(LossPredictions, OfManyObservations) {
  const std::int64_t n = 100'000'000;
  EXPECT_NEAR(1e8 * predicted(exponential, "exponential", "in_sample", n).bias.value, -0.5, 1e-7);
  const SeriesPrediction fresh = predicted(exponential, "exponential", "fresh", n);
  EXPECT_NEAR(1e8 * fresh.bias.value, 0.5, 1e-7);
  EXPECT_NEAR(1e8 * fresh.empirical_se.value, std::sqrt(0.5), 1e-7);
}

// H -+ d/(2n), called leading; nothing of a law on whose edge the fit depends, or that is not the model's.
TEST(LossPredictions, OfRegularFamiliesToFirstOrder) {
  const std::string gamma = "law = \"gamma\"\nshape = 3.0\nscale = 2.0";
  const SeriesPrediction in_sample = predicted(gamma, "gamma", "in_sample", 400),
                         fresh = predicted(gamma, "gamma", "fresh", 400);
  EXPECT_EQ(in_sample.bias.kind, PredictionKind::leading);
  EXPECT_EQ(in_sample.bias.value, -2.0 / 800);
  EXPECT_EQ(in_sample.empirical_se.kind, PredictionKind::none);
  EXPECT_EQ(fresh.bias.kind, PredictionKind::leading);
  EXPECT_EQ(fresh.bias.value, 2.0 / 800);
  EXPECT_NEAR(fresh.empirical_se.value, 1.0 / 400, 1e-17);
  EXPECT_EQ(predicted("law = \"pareto\"\nscale = 1.0\nshape = 3.0", "pareto", "in_sample", 400).bias.kind,
            PredictionKind::none);
  EXPECT_EQ(predicted(gamma, "exponential", "in_sample", 400).bias.kind, PredictionKind::none);
}

}  // namespace
}  // namespace plim::loss_predictions_test
