#include <sstream>

#include "fixtures.hpp"
#include "plim/numeric/special.hpp"

// Where the law is drawn from the prior that the analyst believes in, Bayes is exact at every n: the
// posterior mean of a function of the law is unbiased, and an interval of posterior probability 0.9 covers
// with probability 0.9. That holds the whole chain from the draw of the law to the measures against
// mathematics.
namespace plim::drawn_laws_test {
namespace {

/// Deviates of all biases (entropy and p) and of all coverages, of a population drawn with `alpha` and a
/// prior that believes in 1.
struct Deviates {
  double bias = 0, coverage = 0;
};

Deviates worst(const std::string& alpha, const std::string& sample) {
  const std::string text = test::study_text(
      "law = \"categorical.dirichlet\"\nK = 5\nalpha = " + alpha, sample,
      "[model.d]\nlikelihood = \"categorical\"\nprior.p = { law = \"dirichlet\", alpha = 1 }\n"
      "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"dirichlet_mean_laplace\"]\n"
      "[estimate.P]\nof = \"p\"\non = \"x\"\nmodel = \"d\"\nwith = [\"posterior_mean\"]\n"
      "interval = { level = 0.9 }\n",
      40000, 3);
  const Record record = test::run_first(test::plan_of(text));
  Deviates d;
  for (const SeriesStats& s : record) {
    const double n = static_cast<double>(s.error.count);
    EXPECT_EQ(n, 40000);
    d.bias = std::fmax(d.bias, std::fabs(s.error.mean) / std::sqrt(s.error.m2 / (n * n)));
    if (s.width.count == 0) continue;
    const double covered = static_cast<double>(s.covered) / n;
    d.coverage = std::fmax(d.coverage, std::fabs(covered - 0.9) / std::sqrt(0.09 / n));
  }
  return d;
}

// 4 paths of 2 or 3 sizes, each with 6 biases and 5 coverages.
const double limit = special::simultaneous_z(150, 1e-6);

TEST(DrawnLaws, BayesUnderItsOwnPriorIsExact) {
  for (const char* sample : {"n = { grid = [3, 40, 3000] }", "n = { grid = [3, 40] }\npath = \"independent\"",
                             "n = { grid = [3, 40] }\nroute = \"draw\""}) {
    const Deviates d = worst("1", sample);
    EXPECT_LT(d.bias, limit) << sample;
    EXPECT_LT(d.coverage, limit) << sample;
  }
  const Deviates d = worst("[1, 1, 1, 1, 1]", "n = 7");
  EXPECT_LT(d.bias, limit);
  EXPECT_LT(d.coverage, limit);
}

TEST(DrawnLaws, AnotherPriorIsCaught) {
  const Deviates d = worst("1.1", "n = { grid = [3, 40] }");
  EXPECT_GT(d.bias, limit);
  EXPECT_GT(d.coverage, limit);
}

// E H = psi(K alpha + 1) - psi(alpha + 1) (Wolpert and Wolf 1995): 1/2 + 1/3 + 1/4 + 1/5 at K = 5, alpha = 1.
TEST(DrawnLaws, TheMeanIsThatOfTheEstimatesAndTheErrorThatOfTheirDistances) {
  const test::Planned plan = test::plan_of(
      test::study_text("law = \"categorical.dirichlet\"\nK = 5\nalpha = 1", "n = 10",
                       "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"truth\", \"ml\"]\n", 40000));
  const SeriesPlan& truth = plan.scenarios[0].series[0];
  EXPECT_FALSE(truth.truth);
  ASSERT_TRUE(truth.drawn_truth);
  const Record record = test::run_first(plan);
  const Measure& mean = *plan.measures[0];
  ASSERT_STREQ(mean.name, "mean");
  const Measured h = mean.compute(record[0], not_given), ml = mean.compute(record[1], not_given);
  EXPECT_LT(std::fabs(h.value - (1.0 / 2 + 1.0 / 3 + 1.0 / 4 + 1.0 / 5)) / h.mcse, test::z_limit);
  EXPECT_EQ(record[0].error.m2, 0);
  EXPECT_NEAR(ml.value - h.value, record[1].error.mean, 1e-12);
}

// A reference that may lack a class of the drawn law gives an infinite truth, which is none.
TEST(DrawnLaws, WhatHasNoTruthIsNoted) {
  const test::Planned plan = test::plan_of(test::study_text(
      "law = \"categorical.dirichlet\"\nK = 2\nalpha = 1\n[population.q]\nlaw = \"categorical\"\np = [1, 0]",
      "n = 10", "[estimate.C]\nof = { cross_entropy = \"q\" }\non = \"x\"\nwith = [\"ml\"]\n", 10));
  EXPECT_FALSE(plan.scenarios[0].series[0].has_truth());
  EXPECT_EQ(plan.notes, std::vector<std::string>{
                            "ml on p: a drawn law has no exact cross_entropy, so that there is no bias"});
}

TEST(DrawnLaws, BadInput) {
  const auto faults = [](const std::string& keys, const std::string& rest) {
    std::string all;
    for (const std::string& fault : test::faults_of(
             test::study_text("law = \"categorical.dirichlet\"\n" + keys, "n = 10",
                              "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n" + rest, 100)))
      all += fault + "\n";
    return all;
  };
  EXPECT_EQ(faults("K = 3\nalpha = 1", ""), "");
  for (const auto& [keys, rest, says] : std::vector<std::array<std::string, 3>>{
           {"alpha = 1", "", "K = ... must be given where alpha is one number"},
           {"K = 3", "", "study:2:13: error: population.p.alpha: is missing"},
           {"K = 3\nalpha = 0", "", "study:5:9: error: population.p: alpha is 0, but must be"},
           {"K = 3\nalpha = [1, -1, 2]", "",
            "study:5:9: error: population.p: alpha is a list with the entry -1"},
           {"K = 3\nalpha = nan", "", "alpha is nan, but must be"},
           {"K = 3\nalpha = [1, 2]", "", "alpha has 2 entries, but K is 3"},
           {"K = 2_000_000\nalpha = 1", "", "K is 2000000, but must be"},
           {"K = 3\nalpha = 1\nbeta = 2", "", "beta"},
           {"K = 3\nalpha = 1\ndraw = \"without_replacement\"", "", "could be drawn without replacement"},
           {"K = 3\nalpha = 1", "[check.a]\nestimate = \"H\"\nmeasure = \"mean\"\nequals = 1\n",
            "is drawn anew for every replicate"},
           {"K = 3\nalpha = 1",
            "[estimate.C]\nof = \"entropy\"\non = \"x\"\nwith = [\"chao_shen\"]\n"
            "[check.a]\nestimate = \"C\"\nmeasure = \"bias\"\nequals = \"theory\"\n",
            "theory has no prediction at any point"}}) {
    EXPECT_NE(faults(keys, rest).find(says), std::string::npos) << keys << rest << faults(keys, rest);
  }
}

}  // namespace
}  // namespace plim::drawn_laws_test
