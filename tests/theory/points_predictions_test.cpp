#include <cmath>

#include <gtest/gtest.h>

#include "engine/fixtures.hpp"

// What theory says of mean vector and covariance matrix of multivariate normal points.
namespace plim::points_predictions_test {
namespace {

/// The predictions of one estimator at one size, an entry for each output.
std::vector<SeriesPrediction> said(const std::string& law, const std::string& of, const std::string& with,
                                   int n, const std::string& more = "") {
  const test::Planned plan =
      test::plan_of(test::study_text(law, "n = " + std::to_string(n),
                                     more + "[estimate.e]\nof = \"" + of + "\"\non = \"x\"\nwith = [\"" +
                                         with + "\"]\n" + (more.empty() ? "" : "model = \"m\"\n"),
                                     8));
  return test::predictions_of(plan)[0];
}

const std::string three =
    "law = \"multivariate_normal\"\nmean = [1, -2, 3]\ncovariance = [[4, 2, -1], [2, 3, 0.5], [-1, 0.5, "
    "2.5]]";

void expect_exact(const SeriesPrediction& p, double bias, double sd) {
  EXPECT_EQ(p.bias.kind, PredictionKind::exact);
  EXPECT_NEAR(p.bias.value, bias, 1e-15);
  EXPECT_NEAR(p.empirical_se.value, sd, 1e-14 * sd);
}

TEST(PointPredictions, OfTheMeanAreExact) {
  const std::vector<SeriesPrediction> p = said(three, "mean", "mean", 16);
  ASSERT_EQ(p.size(), 3u);
  expect_exact(p[0], 0, 0.5);
  expect_exact(p[1], 0, std::sqrt(3.0) / 4);
  expect_exact(p[2], 0, std::sqrt(2.5) / 4);
  EXPECT_EQ(p[1].shape.skewness, 0);
  expect_exact(said(three, "mean", "mean", 1)[0], 0, 2);
}

// E = (n-1)/n S, Var = (n-1)/n^2 (s_ii s_jj + s_ij^2), and without the bias (s_ii s_jj + s_ij^2)/(n-1).
TEST(PointPredictions, OfTheCovarianceAreExact) {
  const double s[] = {4, 2, -1, 3, 0.5, 2.5}, square[] = {32, 16, 11, 18, 7.75, 12.5};
  for (const int n : {2, 10}) {
    const std::vector<SeriesPrediction> ml = said(three, "covariance", "ml", n),
                                        unbiased = said(three, "covariance", "unbiased", n);
    ASSERT_EQ(ml.size(), 6u);
    for (std::size_t e = 0; e < 6; ++e) {
      expect_exact(ml[e], -s[e] / n, std::sqrt((n - 1) * square[e]) / n);
      expect_exact(unbiased[e], 0, std::sqrt(square[e] / (n - 1)));
    }
  }
  for (const char* with : {"ml", "unbiased"})
    EXPECT_EQ(said(three, "covariance", with, 1)[0].bias.kind, PredictionKind::none);
}

// Cumulants of a product of two standard normals with correlation 3/4 by sympy 1.11 from
// E exp(tXY) = ((1 - rt)^2 - t^2)^(-1/2): 25/16, 171/32, 3603/128, 25209/128, 882375/512.
TEST(PointPredictions, ShapesOfACovarianceAreThoseOfProducts) {
  const std::string two = "law = \"multivariate_normal\"\nmean = [0, 0]\ncovariance = [[4, 1.5], [1.5, 1]]";
  const double n = 10, k = 25.0 / 16;
  for (const char* with : {"ml", "unbiased"}) {
    const Shape shape = said(two, "covariance", with, 11)[1].shape;
    EXPECT_NEAR(shape.skewness, 171.0 / 32 / std::pow(k, 1.5) / std::sqrt(n), 1e-14);
    EXPECT_NEAR(shape.excess, 3603.0 / 128 / (k * k) / n, 1e-14);
    EXPECT_NEAR(shape.fifth, 25209.0 / 128 / std::pow(k, 2.5) / std::pow(n, 1.5), 1e-13);
    EXPECT_NEAR(shape.sixth, 882375.0 / 512 / (k * k * k) / (n * n), 1e-13);
  }
}

TEST(PointPredictions, InOneDimensionAreThoseOfTheNormalLaw) {
  const std::string points = "law = \"multivariate_normal\"\nmean = [1]\ncovariance = [[4]]",
                    numbers = "law = \"normal\"\nmean = 1\nsd = 2",
                    model = "[model.m]\nlikelihood = \"normal\"\n";
  const auto same = [](const SeriesPrediction& a, const SeriesPrediction& b) {
    expect_exact(a, b.bias.value, b.empirical_se.value);
    EXPECT_NEAR(a.shape.skewness, b.shape.skewness, 1e-14);
    EXPECT_NEAR(a.shape.excess, b.shape.excess, 1e-14);
    EXPECT_NEAR(a.shape.fifth, b.shape.fifth, 1e-13);
    EXPECT_NEAR(a.shape.sixth, b.shape.sixth, 1e-13);
  };
  for (const int n : {2, 7, 100}) {
    same(said(points, "mean", "mean", n)[0], said(numbers, "mean", "mean", n)[0]);
    same(said(points, "covariance", "unbiased", n)[0], said(numbers, "variance", "variance", n)[0]);
    same(said(points, "covariance", "ml", n)[0], said(numbers, "variance", "mle", n, model)[0]);
  }
}

}  // namespace
}  // namespace plim::points_predictions_test
