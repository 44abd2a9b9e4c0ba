#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/theory/binary_calibration.hpp"
#include "support.hpp"

// Theory of calibration by mpmath in 30 digits: integrals over the score's law, sums over binomial laws.
namespace plim::calibration_predictions_test {
namespace {

/// Of a law with those weights and a classifier that has them times `sharpness`.
SeriesPrediction predicted(double intercept, double slope, double sharpness, std::int64_t n,
                           const std::string& of, const std::string& with) {
  const auto point = [&](double weight) {
    return "{ law = \"point\", value = " + readable(Value{sharpness * weight}) + " }\n";
  };
  return test::predictions_of(test::plan_of(test::study_text(
      "law = \"softmax\"\nweights = " + readable(Value{NumberRows{{0, 0}, {intercept, slope}}}),
      "n = " + std::to_string(n),
      "[model.m]\nlikelihood = \"softmax\"\nprior.intercept_1 = " + point(intercept) +
          "prior.slope_1_1 = " + point(slope) + "[estimate.e]\non = \"x\"\nmodel = \"m\"\nof = \"" + of +
          "\"\nwith = " + with + "\n",
      1)))[0][0];
}

TEST(CalibrationPredictions, OfBinsWithManyPointsToFirstOrder) {
  const SeriesPrediction usual = predicted(0.5, 1, 1, 100, "calibration_error", "\"ece\"");
  EXPECT_NEAR(usual.bias.value, 0.0932947723792762, 1e-12);
  EXPECT_NEAR(usual.empirical_se.value, 0.02689009771910244, 1e-12);
  EXPECT_EQ(usual.bias.kind, PredictionKind::leading);
  const SeriesPrediction ten =
      predicted(0.5, 1, 1, 1000, "calibration_error", "[{ use = \"ece\", bins = 10 }]");
  EXPECT_NEAR(ten.bias.value, 0.0233151284241811, 1e-12);
  EXPECT_NEAR(ten.empirical_se.value, 0.008503395529686234, 1e-12);
}

TEST(CalibrationPredictions, OfPointsAllAlikeExactlyByTheBinomialLaw) {
  const double logit = std::log(4.0);
  const double distances[][3] = {{1, 0.32, 0.24},
                                 {10, 0.09663676416, 0.0816170068838874996},
                                 {50, 0.0447420816557809446, 0.0346142474872332056}};
  for (const auto& [n, bias, sd] : distances) {
    const SeriesPrediction said =
        predicted(logit, 0, 1, static_cast<std::int64_t>(n), "calibration_error", "\"ece\"");
    EXPECT_NEAR(said.bias.value, bias, 1e-12) << n;
    EXPECT_NEAR(said.empirical_se.value, sd, 1e-12) << n;
    EXPECT_EQ(said.bias.kind, PredictionKind::exact);
  }
}

TEST(CalibrationPredictions, OfTheSquaredErrorExactly) {
  const SeriesPrediction squared = predicted(0.5, 1, 1, 100, "squared_calibration_error", "\"ece\"");
  EXPECT_NEAR(squared.bias.value, 0.01386648206461073, 1e-12);
  EXPECT_EQ(squared.bias.kind, PredictionKind::exact);
  const SeriesPrediction free = predicted(0.5, 1, 1, 100, "squared_calibration_error", "\"debiased\"");
  EXPECT_EQ(free.bias.value, 0);
  EXPECT_EQ(free.bias.kind, PredictionKind::exact);
}

TEST(CalibrationPredictions, OfTheTemperatureByFishersInformation) {
  const SeriesPrediction twice = predicted(0.5, 1, 2, 100, "temperature", "\"temperature_scaling\"");
  EXPECT_NEAR(twice.empirical_se.value, 0.4935879674523686, 1e-12);
  EXPECT_TRUE(twice.given_success);
}

// Only of the law itself is the size of chance known.
TEST(CalibrationPredictions, NothingIsSaidOfAClassifierThatIsTooSure) {
  for (const char* of : {"calibration_error", "squared_calibration_error"})
    EXPECT_EQ(predicted(0.5, 1, 2, 100, of, "\"ece\"").bias.kind, PredictionKind::none);
  EXPECT_EQ(predicted(0.5, 1, 2, 100, "squared_calibration_error", "\"debiased\"").bias.kind,
            PredictionKind::none);
}

TEST(BinaryCalibration, IsThatOfTheIntegrals) {
  const BinaryCalibration one({0.5, 1}, {0}, {1});
  EXPECT_NEAR(one.error(2, false), 0.1045457268648595, 1e-12);
  EXPECT_NEAR(one.error(2, true), 0.0127888910166339, 1e-12);
  EXPECT_NEAR(one.information(), 0.1641840117569148, 1e-12);
  EXPECT_EQ(one.error(1, false), 0);
  const BinaryCalibration two({0.5, 1, -1}, {0, 3}, {1, 2});
  EXPECT_NEAR(two.error(0.5, false), 0.1019709888710202, 1e-12);
  EXPECT_NEAR(two.error(0.5, true), 0.01213143031152405, 1e-12);
  EXPECT_NEAR(two.information(), 0.2584646873952498, 1e-12);
  // Of one score alone, 1.5 or -1.5: the distance of two logistic functions.
  for (const double score : {1.5, -1.5}) {
    const BinaryCalibration constant({score, 0}, {0}, {1});
    EXPECT_NEAR(constant.error(2, false), 1 / (1 + std::exp(-3.0)) - 1 / (1 + std::exp(-1.5)), 1e-15);
    EXPECT_EQ(constant.bin(0.8, 0.9).chance, 1);
    EXPECT_EQ(constant.bin(0.7, 0.8).chance, 0);
  }
}

}  // namespace
}  // namespace plim::calibration_predictions_test
