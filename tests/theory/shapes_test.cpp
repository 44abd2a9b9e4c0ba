#include "engine/fixtures.hpp"

// The shapes of errors, held against cumulants from moments or sums over all samples in 60 digits (mpmath
// 1.2); of means of n, the cumulants of one draw over n^(r/2 - 1).
namespace plim::shapes_test {
namespace {

std::vector<SeriesPrediction> of_study(const std::string& law, int n, const std::string& estimates) {
  const test::Planned plan =
      test::plan_of(test::study_text("law = " + law, "n = " + std::to_string(n), estimates, 1));
  return test::predictions_of(plan)[0];
}

SeriesPrediction predicted(const std::string& law, int n, const std::string& model, const std::string& of,
                           const std::string& with = "mle") {
  return of_study(law, n,
                  "[model.m]\nlikelihood = " + model + "\n[estimate.e]\nof = \"" + of +
                      "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"" + with + "\"]\n")[0];
}

void expect_shape(const SeriesPrediction& p, const Shape& want, double accuracy, const std::string& what) {
  EXPECT_FALSE(p.leading_shape) << what;
  const auto expect = [&](double got, double wanted, const char* order) {
    EXPECT_NEAR(got, wanted, accuracy * std::fmax(0.1, std::fabs(wanted))) << what << " " << order;
  };
  expect(p.shape.skewness, want.skewness, "skewness");
  expect(p.shape.excess, want.excess, "excess");
  expect(p.shape.fifth, want.fifth, "fifth");
  expect(p.shape.sixth, want.sixth, "sixth");
}

Shape over(const Shape& one, double n) {
  return {one.skewness / std::sqrt(n), one.excess / n, one.fifth / std::pow(n, 1.5), one.sixth / (n * n)};
}

TEST(PredictedShapes, Means) {
  const Shape poisson{.707106781186548, .5, .353553390593274, .25},
      geometric{2.01246117974981, 6.05, 24.2501572159852, 121.5025},
      gamma{1.26491106406735, 2.4, 6.07157310752329, 19.2};
  for (const int n : {2, 9, 1000}) {
    expect_shape(predicted("\"exponential\"\nlambda = 3", n, "\"exponential\"", "mean"),
                 over({2, 6, 24, 120}, n), 1e-11, "exponential");
    expect_shape(predicted("\"poisson\"\nmean = 2", n, "\"poisson\"", "mean"), over(poisson, n), 1e-11,
                 "poisson");
    expect_shape(predicted("\"geometric\"\np = 0.2", n, "\"geometric\"", "mean"), over(geometric, n), 1e-11,
                 "geometric");
    expect_shape(predicted("\"gamma\"\nshape = 2.5\nscale = 3", n, "\"gamma\"", "mean"), over(gamma, n),
                 1e-11, "gamma");
    expect_shape(predicted("\"normal\"\nmean = 1\nsd = 2", n, "\"normal\"", "mean"), normal_shape, 1e-11,
                 "normal");
  }
}

TEST(PredictedShapes, NormalVariance) {
  const std::pair<int, Shape> cases[] = {
      {2, {2.82842712474619, 12, 67.8822509939086, 480}},
      {5, {1.4142135623731, 3, 8.48528137423857, 30}},
      {20, {.64888568452305, .631578947368421, .819645075187011, 1.32963988919668}},
      {400, {.141598465080958, .0300751879699248, .00851720090712528, .0030150564380877}}};
  for (const auto& [n, shape] : cases) {
    expect_shape(predicted("\"normal\"\nmean = 1\nsd = 2", n, "\"normal\"", "variance"), shape, 1e-11,
                 "n = " + std::to_string(n));
  }
}

// Of the sd at n = 400 the leading term of skewness: 0.15 % off.
TEST(PredictedShapes, NormalSd) {
  const std::pair<int, Shape> cases[] = {
      {2, {.995271746431156, .869177303605974, -.0557511177263233, -3.18153869111361}},
      {5, {.405695077262672, .0592950893995495, -.147458825802463, -.140155217351272}},
      {20, {.167539429949503, .00223469533693283, -.0136289363264828, -.00120876484024246}},
      {400, {.035455064709884, 4.72870818333047e-6, -.000133537737381554, -1.18733814997434e-7}}};
  for (const auto& [n, shape] : cases) {
    expect_shape(predicted("\"normal\"\nmean = 1\nsd = 2", n, "\"normal\"", "sd"), shape,
                 n < 300 ? 1e-6 : 2e-3, "n = " + std::to_string(n));
  }
}

SeriesPrediction rate(int n) {
  return predicted("\"exponential\"\nlambda = 2", n, "\"exponential\"", "lambda");
}

TEST(PredictedShapes, RateOfAnExponential) {
  expect_shape(rate(7), {std::sqrt(5.0), 12, 134.164078649987, 3630}, 1e-10, "n = 7");
  expect_shape(rate(30), {.783926314389508, 1.18803418803419, 2.76424478858577, 8.84281945763427}, 1e-8,
               "n = 30");
  expect_shape(rate(20000), {.028287100063552, .00150036008101755, .00011884317010427, 1.2607803511378e-5},
               1e-4, "n = 20000, to leading order");
  EXPECT_NEAR(rate(9999).shape.skewness, 4 / std::sqrt(9999.), 1e-5);
}

// Moments of order n and above do not exist.
TEST(PredictedShapes, RateOfAnExponentialWithoutMoments) {
  EXPECT_FALSE(std::isfinite(rate(3).shape.skewness));
  EXPECT_NEAR(rate(4).shape.skewness, 5.65685424949238, 1e-11);
  EXPECT_FALSE(std::isfinite(rate(4).shape.excess));
  EXPECT_NEAR(rate(5).shape.excess, 42, 1e-10);
  EXPECT_FALSE(std::isfinite(rate(5).shape.fifth));
  EXPECT_NEAR(rate(6).shape.skewness, 4 * std::sqrt(4.0) / 3, 1e-11);  // inverse gamma: 4 sqrt(n - 2)/(n - 3)
  EXPECT_FALSE(std::isfinite(rate(6).shape.sixth));
}

TEST(PredictedShapes, ParameterOfTheGeometric) {
  const auto p = [](double p_true, int n) {
    return predicted("\"geometric\"\np = " + std::to_string(p_true), n, "\"geometric\"", "p");
  };
  expect_shape(p(0.2, 5), {1.59713175687353, 4.19127205023946, 13.8876174381368, 49.3318320316746}, 1e-9,
               "n = 5");
  expect_shape(p(0.5, 40), {.32473428039301, .142019145701443, .0438732361691862, -.0572360788547653}, 1e-8,
               "n = 40");
}

// An indicator of 0.2, by mpmath.
const Shape indicator{1.5, .25, -8.625, -28.4375};

TEST(PredictedShapes, Proportions) {
  for (const int n : {1, 10, 400}) {
    expect_shape(predicted("\"bernoulli\"\np = 0.2", n, "\"bernoulli\"", "p"), over(indicator, n), 1e-12,
                 "p");
    expect_shape(
        predicted("\"bernoulli\"\np = 0.2", n,
                  "\"bernoulli\"\nprior.p = { law = \"beta\", alpha = 2, beta = 3 }", "p", "posterior_mean"),
        over(indicator, n), 1e-12, "posterior mean");
    const auto frequency = of_study(
        "\"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"0\", \"1\"], [\"0\", \"1\"]]\n"
        "table = [[0.4, 0.1], [0.3, 0.2]]",
        n,
        "[estimate.e]\nof = { probability = { A = \"1\", B = \"1\" } }\non = \"x\"\nwith = "
        "[\"frequency\"]")[0];
    expect_shape(frequency, over(indicator, n), 1e-12, "frequency");
  }
}

TEST(PredictedShapes, SelfInformation) {
  const Shape one{.443766777529466, -1.34341399439058, -2.73235147889431, 6.7259874300811};
  for (const int n : {1, 10, 400}) {
    const auto p = of_study("\"categorical\"\np = [0.5, 0.3, 0.2]", n,
                            "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"self_information\", "
                            "\"ml\"]\n");
    expect_shape(p[0], over(one, n), 1e-12, "self information");
    EXPECT_TRUE(p[1].leading_shape);
  }
}

TEST(PredictedShapes, NoneWithoutReplacement) {
  const auto p =
      of_study("\"categorical\"\ncounts = [50, 30, 20]\ndraw = \"without_replacement\"", 10,
               "[model.m]\nlikelihood = \"categorical\"\n[estimate.e]\nof = \"p\"\non = \"x\"\nmodel "
               "= \"m\"\nwith = [\"mle\"]\n");
  EXPECT_TRUE(std::isnan(p[0].shape.skewness));
}

}  // namespace
}  // namespace plim::shapes_test
