#include "fixtures.hpp"

namespace plim::joint_predictions_test {
namespace {

constexpr double table[4] = {0.4, 0.1, 0.2, 0.3};  // A = 0, 1 by B = 0, 1

/// Bias and sd of an estimate over all samples of n draws in which it is defined, by their multinomial
/// masses.
template <class Estimate>
std::pair<double, double> enumerate(int n, double truth, Estimate estimate) {
  double mass = 0, mean = 0, square = 0;
  for (int a = 0; a <= n; ++a) {
    for (int b = 0; a + b <= n; ++b) {
      for (int c = 0; a + b + c <= n; ++c) {
        const int counts[4] = {a, b, c, n - a - b - c};
        double log_mass = std::lgamma(n + 1.0);
        for (int k = 0; k < 4; ++k) log_mass += counts[k] * std::log(table[k]) - std::lgamma(counts[k] + 1.0);
        const double value = estimate(counts);
        if (std::isnan(value)) continue;
        mass += std::exp(log_mass);
        mean += std::exp(log_mass) * value;
        square += std::exp(log_mass) * value * value;
      }
    }
  }
  mean /= mass;
  return {mean - truth, std::sqrt(square / mass - mean * mean)};
}

SeriesPrediction predicted(const std::string& of, const std::string& with, int n) {
  const test::Planned plan = test::plan_of(test::study_text(
      "law = \"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"0\", \"1\"], [\"0\", \"1\"]]\n"
      "table = [[0.4, 0.1], [0.2, 0.3]]",
      "n = " + std::to_string(n), "[estimate.e]\nof = " + of + "\non = \"x\"\nwith = [\"" + with + "\"]", 1));
  return test::predictions_of(plan)[0][0];
}

TEST(JointPredictions, AgreeWithAllSamples) {
  for (const int n : {1, 2, 7, 20}) {
    const double size = n;
    const auto joint = enumerate(n, 0.3, [=](const int* c) { return c[3] / size; });
    const SeriesPrediction f = predicted("{ probability = { A = \"1\", B = \"1\" } }", "frequency", n);
    EXPECT_NEAR(f.bias.value, joint.first, 1e-13) << n;
    EXPECT_NEAR(f.empirical_se.value, joint.second, 1e-12) << n;

    const auto given = enumerate(
        n, 0.75, [](const int* c) { return c[1] + c[3] > 0 ? c[3] / double(c[1] + c[3]) : not_given; });
    const SeriesPrediction g =
        predicted("{ probability = { A = \"1\" }, given = { B = \"1\" } }", "frequency", n);
    EXPECT_NEAR(g.bias.value, given.first, 1e-13) << n;
    EXPECT_NEAR(g.empirical_se.value, given.second, 1e-12) << n;

    const auto product =
        enumerate(n, 0.3, [=](const int* c) { return (c[2] + c[3]) / size * ((c[1] + c[3]) / size); });
    const SeriesPrediction m =
        predicted("{ probability = { A = \"1\", B = \"1\" } }", "product_of_margins", n);
    EXPECT_NEAR(m.bias.value, product.first, 1e-13) << n;
    EXPECT_NEAR(m.empirical_se.value, product.second, 1e-12) << n;
  }
}

TEST(JointPredictions, InformationAgreesWithAllSamples) {
  const auto term = [](double x) { return x > 0 ? x * std::log(x) : 0.0; };
  const auto information = [&](double a, double b, double c, double d) {
    return term(a) + term(b) + term(c) + term(d) - term(a + b) - term(c + d) - term(a + c) - term(b + d);
  };
  for (const int n : {1, 3, 20, 60}) {
    const auto exact = enumerate(n, information(0.4, 0.1, 0.2, 0.3), [&](const int* c) {
      return information(c[0] / double(n), c[1] / double(n), c[2] / double(n), c[3] / double(n));
    });
    const SeriesPrediction mi = predicted("{ mutual_information = [\"A\", \"B\"] }", "ml", n);
    EXPECT_NEAR(mi.bias.value, exact.first, 1e-12) << n;
    EXPECT_NEAR(mi.empirical_se.value, std::isnan(exact.second) ? 0 : exact.second, 3e-8) << n;
    EXPECT_EQ(mi.bias.kind, PredictionKind::exact);
    EXPECT_EQ(mi.empirical_se.kind, PredictionKind::exact);
  }
  EXPECT_EQ(predicted("{ mutual_information = [\"A\", \"B\"] }", "chao_shen", 60).bias.kind,
            PredictionKind::none);
}

// Where the sums are too long: (r - 1)(c - 1)/(2n) and the delta method, for the plug-in alone.
TEST(JointPredictions, LongSumsAreExpanded) {
  const std::string of = "{ mutual_information = [\"A\", \"B\"] }";
  const int n = 2'000'000'000;
  const SeriesPrediction mi = predicted(of, "ml", n);
  EXPECT_EQ(mi.bias.kind, PredictionKind::leading);
  EXPECT_NEAR(n * mi.bias.value, 0.5, 1e-12);
  double mean = 0, square = 0;
  const double score[4] = {std::log(0.4 / 0.3), std::log(0.1 / 0.2), std::log(0.2 / 0.3),
                           std::log(0.3 / 0.2)};
  for (int k = 0; k < 4; ++k) {
    mean += table[k] * score[k];
    square += table[k] * score[k] * score[k];
  }
  EXPECT_NEAR(n * mi.empirical_se.value * mi.empirical_se.value / (square - mean * mean), 1, 1e-8);
  EXPECT_EQ(predicted(of, "zhang", n).bias.kind, PredictionKind::none);
}

}  // namespace
}  // namespace plim::joint_predictions_test
