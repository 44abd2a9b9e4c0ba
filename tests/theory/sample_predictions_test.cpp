#include <cmath>

#include <gtest/gtest.h>

#include "engine/fixtures.hpp"

// What theory says of estimators without a model.
namespace plim::sample_predictions_test {
namespace {

/// The prediction of the one series of a study with one size; `model`: the text of a model m.
SeriesPrediction said(const std::string& law, const std::string& of, const std::string& with, int n,
                      const std::string& model = "") {
  const std::string with_model = model.empty() ? "" : "model = \"m\"\n[model.m]\n" + model + "\n";
  const test::Planned plan = test::plan_of(test::study_text(
      law, "n = " + std::to_string(n),
      "[estimate.e]\nof = " + of + "\non = \"x\"\nwith = [\"" + with + "\"]\n" + with_model, 8));
  return test::predictions_of(plan)[0][0];
}

const std::string normal = "law = \"normal\"\nmean = 1\nsd = 2",
                  exponential = "law = \"exponential\"\nlambda = 0.5",
                  bernoulli = "law = \"bernoulli\"\np = 0.3";

void expect_said(const SeriesPrediction& p, PredictionKind kind, double bias, double sd,
                 double tolerance = 1e-12) {
  EXPECT_EQ(p.empirical_se.kind, kind);
  EXPECT_NEAR(p.bias.value, bias, tolerance * (std::fabs(bias) + 1e-3));
  EXPECT_NEAR(p.empirical_se.value, sd, tolerance * sd);
}

TEST(SamplePredictions, OfTheMeanAreExact) {
  expect_said(said(exponential, "\"mean\"", "mean", 16), PredictionKind::exact, 0, 0.5);
  expect_said(said(bernoulli, "\"mean\"", "mean", 21), PredictionKind::exact, 0, 0.1);
  expect_said(said(exponential, "\"median\"", "mean", 16), PredictionKind::exact, 2 - 2 * std::log(2.0), 0.5);
}

// Var s^2 = (mu_4 - sigma^4 (n-3)/(n-1))/n: exponential of mean 2 has sigma^2 = 4, mu_4 = 144; Bernoulli(0.3)
// sigma^2 = 0.21, mu_4 = 0.21 (0.3^3 + 0.7^3) = 0.0777.
TEST(SamplePredictions, OfTheVarianceAreExact) {
  expect_said(said(exponential, "\"variance\"", "variance", 10), PredictionKind::exact, 0,
              std::sqrt((144 - 16 * 7.0 / 9) / 10));
  expect_said(said(bernoulli, "\"variance\"", "variance", 5), PredictionKind::exact, 0,
              std::sqrt((0.0777 - 0.21 * 0.21 * 2.0 / 4) / 5));
  EXPECT_EQ(said(exponential, "\"variance\"", "variance", 1).bias.kind, PredictionKind::none);
}

// c4(5) = 0.9399856029866253 (Montgomery's table: 0.9400); at 10^7 its series.
TEST(SamplePredictions, OfTheSdOfANormalLawAreExact) {
  const double c4 = 0.9399856029866253;
  expect_said(said(normal, "\"sd\"", "sd", 5), PredictionKind::exact, 2 * (c4 - 1),
              2 * std::sqrt(1 - c4 * c4));
  const SeriesPrediction large = said(normal, "\"sd\"", "sd", 10'000'000);
  EXPECT_NEAR(large.bias.value, -2 / 4e7, 1e-13);
  expect_said(said(exponential, "\"sd\"", "sd", 100), PredictionKind::leading,
              -2 * (6.0 / 100 + 2.0 / 99) / 8, std::sqrt(6.0 / 100 + 2.0 / 99));
}

// The exponential median of mean 2 at odd n is 2 sum_{i = (n+1)/2}^n 1/i, its variance 4 sum 1/i^2.
TEST(SamplePredictions, OfTheMedianTendToTheExactOnes) {
  const int n = 1001;
  double mean = 0, square = 0;
  for (int i = (n + 1) / 2; i <= n; ++i) {
    mean += 2.0 / i;
    square += 4.0 / (static_cast<double>(i) * i);
  }
  const SeriesPrediction p = said(exponential, "\"median\"", "median", n);
  EXPECT_EQ(p.bias.kind, PredictionKind::leading);
  EXPECT_NEAR(p.bias.value, mean - 2 * std::log(2.0), 2e-6);  // 0.000999
  EXPECT_NEAR(p.empirical_se.value, std::sqrt(square), 1e-3 * std::sqrt(square));
  EXPECT_EQ(said("law = \"poisson\"\nmean = 3", "\"median\"", "median", n).bias.kind, PredictionKind::none);
}

// The quantile 0.9 of type 7 at n = 1001 is X_(901), of the exponential law sum_{i = 101}^{1001} 2/i.
TEST(SamplePredictions, OfAQuantileTendToTheExactOnes) {
  double mean = 0, square = 0;
  for (int i = 101; i <= 1001; ++i) {
    mean += 2.0 / i;
    square += 4.0 / (static_cast<double>(i) * i);
  }
  const SeriesPrediction p = said(exponential, "{ quantile = 0.9 }", "quantile", 1001);
  EXPECT_NEAR(p.bias.value, mean + 2 * std::log(0.1), 1e-4);  // -0.00709
  EXPECT_NEAR(p.empirical_se.value, std::sqrt(square), 5e-3 * std::sqrt(square));
}

TEST(SamplePredictions, OfAProportionAreExact) {
  const double p = std::exp(-1.5);
  expect_said(said(exponential, "{ tail_probability = 3 }", "proportion", 50), PredictionKind::exact, 0,
              std::sqrt(p * (1 - p) / 50));
}

const std::string cauchy = "law = \"student_t\"\nlocation = 1\nscale = 2\ndf = 1",
                  no_variance = "law = \"student_t\"\nlocation = 1\nscale = 2\ndf = 1.5",
                  half_cauchy =
                      "law = \"mixture\"\nfirst = { law = \"student_t\", location = 0, scale = "
                      "1, df = 1 }\nsecond = { law = \"normal\", mean = 5, sd = 1 }",
                  normal_model = "likelihood = \"normal\"",
                  normal_prior =
                      normal_model +
                      "\nprior = { law = \"normal_inverse_gamma\", mu = 0, kappa = 1, shape = 2, scale = 2 }";

TEST(SamplePredictions, NothingIsSaidOfAMeanThatDoesNotExist) {
  for (const std::string& law : {cauchy, half_cauchy}) {
    for (const SeriesPrediction& p :
         {said(law, "\"mean\"", "mean", 20), said(law, "\"mean\"", "mle", 20, normal_model),
          said(law, "\"mean\"", "posterior_mean", 20, normal_prior), said(law, "\"median\"", "mean", 20)}) {
      EXPECT_EQ(p.bias.kind, PredictionKind::none) << law;
      EXPECT_EQ(p.empirical_se.kind, PredictionKind::none) << law;
      EXPECT_EQ(p.rmse.kind, PredictionKind::none) << law;
    }
  }
  EXPECT_EQ(said(cauchy, "\"variance\"", "variance", 20).bias.kind, PredictionKind::none);
}

TEST(SamplePredictions, AMeanWithoutVarianceHasABiasAndNoSpread) {
  for (const SeriesPrediction& p : {said(no_variance, "\"mean\"", "mle", 20, normal_model),
                                    said(no_variance, "\"mean\"", "posterior_mean", 20, normal_prior)}) {
    EXPECT_EQ(p.bias.kind, PredictionKind::exact);
    EXPECT_EQ(p.empirical_se.kind, PredictionKind::none);
    EXPECT_EQ(p.rmse.kind, PredictionKind::none);
  }
}

// The median of n draws of a Cauchy law of scale s has the standard deviation pi s / (2 sqrt n), whatever it
// is said to estimate.
TEST(SamplePredictions, AMedianHasASpreadWithoutATruth) {
  const SeriesPrediction p = said(cauchy, "\"mean\"", "median", 50);
  EXPECT_EQ(p.bias.kind, PredictionKind::none);
  EXPECT_EQ(p.rmse.kind, PredictionKind::none);
  EXPECT_NEAR(p.empirical_se.value, 3.14159265358979323846 / std::sqrt(50.0), 1e-12);
}

}  // namespace
}  // namespace plim::sample_predictions_test
