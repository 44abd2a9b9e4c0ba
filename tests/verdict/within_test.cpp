#include <cmath>

#include "engine/fixtures.hpp"
#include "rate_study.hpp"

namespace plim::within_test {
namespace {

using namespace test::rate_study;

Verdict verdict(const std::string& claim, int n = 4000) {
  const std::vector<CheckResult> checks =
      test::conducted(test::plan_of(rate + replicates(n) + check(claim))).checks;
  return checks.at(0).verdict;
}

// The exact values (asked_measures_test.cpp) lie inside the first ranges by 6 standard errors or more,
// outside the second ones, and at an end of the third.
TEST(Within, DecidesByTheMonteCarloError) {
  const struct {
    std::string measure, inside, outside, at_end;
  } cases[] = {{"\"relative_bias\"", "[-0.05, 0.1]", "[0.08, 0.2]", "[0.0257, 0.2]"},
               {"\"median\"", "[1.9, 2.1]", "[2.1, 3]", "[2.0168, 3]"},
               {"{ quantile = 0.9 }", "[2.3, 2.7]", "[1, 2.3]", "[1, 2.4892]"},
               {"\"median_absolute_error\"", "[0.15, 0.3]", "[0, 0.15]", "[0, 0.21324]"},
               {"\"model_se\"", "[0.3, 0.35]", "[0, 0.3]", "[0, 0.328576]"},
               {"\"model_se_error\"", "[-10, 10]", "[25, 40]", "[-1.26, 40]"},
               {"\"bias_eliminated_coverage\"", "[0.9, 0.97]", "[0.97, 0.99]", "[0.94117, 1]"},
               {"{ rejection_rate = 2.5 }", "[0.3, 0.45]", "[0.45, 0.6]", "[0.3632, 0.6]"},
               {"\"coverage\"", "[0.92, 0.98]", "[0.98, 1]", "[0.95148, 1]"},
               {"\"rmse\"", "[0.3, 0.4]", "[0.4, 0.5]", "[0.3366, 0.5]"}};
  for (const auto& c : cases) {
    const std::string measure = "measure = " + c.measure + ", within = ";
    EXPECT_EQ(verdict(measure + c.inside), Verdict::confirmed) << c.measure;
    EXPECT_EQ(verdict(measure + c.outside), Verdict::refuted) << c.measure;
    EXPECT_EQ(verdict(measure + c.at_end), Verdict::undecided) << c.measure;
  }
}

// The posterior mean n x / (n + 1) of a mean of -2 by 4 draws is nearer to 0 by a fifth.
TEST(Within, ANegativeTruthTurnsTheLimits) {
  const std::string shrunk =
      "study = { seed = 5 }\npopulation.p = { law = \"normal\", mean = -2.0, sd = 1.0 }\n"
      "sample.x = { from = \"p\", n = 4 }\nmodel.m = { likelihood = \"normal\", prior = { law = "
      "\"normal_inverse_gamma\", mu = 0, kappa = 1, shape = 3, scale = 1 } }\n"
      "estimate.rate = { of = \"mean\", on = \"x\", model = \"m\", with = [\"posterior_mean\"] }\n";
  const auto result = [&shrunk](const std::string& range) {
    return test::conducted(test::plan_of(shrunk + replicates(2000) +
                                         check("measure = \"relative_bias\", within = " + range)))
        .checks.at(0);
  };
  EXPECT_EQ(result("[-0.25, -0.15]").verdict, Verdict::confirmed);
  EXPECT_EQ(result("[-0.17, 1]").verdict, Verdict::refuted);
  EXPECT_EQ(result("[-1, -0.23]").verdict, Verdict::refuted);
  const CheckResult by_theory =
      test::conducted(test::plan_of(shrunk + replicates(2000) +
                                    check("measure = \"relative_bias\", equals = \"theory\"")))
          .checks.at(0);
  EXPECT_NEAR(by_theory.prediction, -0.2, 1e-12);
  EXPECT_LT(by_theory.lower, by_theory.value);
  EXPECT_LT(by_theory.value, by_theory.upper);
  EXPECT_NEAR(by_theory.value, -0.2, 0.03);
}

TEST(Within, SaysWhatWasAsked) {
  const std::string claim = "measure = \"coverage\", within = [0.9, 0.98]";
  const auto result = [&claim](const std::string& more, int n) {
    return test::conducted(test::plan_of(rate + replicates(n) + check(claim + more))).checks.at(0);
  };
  const CheckResult plain = result("", 4000);
  EXPECT_EQ(plain.question, "coverage of rate within [0.9, 0.98]");
  EXPECT_EQ(plain.margin_low, 0.9);
  EXPECT_EQ(plain.margin_high, 0.98);
  const CheckResult widened = result(", margin = { absolute = 0.01 }", 4000);
  EXPECT_DOUBLE_EQ(widened.margin_low, 0.89);
  EXPECT_DOUBLE_EQ(widened.margin_high, 0.99);
  EXPECT_EQ(widened.margin, "margin: absolute 0.01");
  const CheckResult few = result("", 40);
  EXPECT_EQ(few.verdict, Verdict::undecided);
  EXPECT_GT(few.needed, 100);
  EXPECT_LT(few.needed, 2000);
}

// Estimates without standard errors or of a law without a variance.
TEST(Within, SaysWhyNothingFollows) {
  const std::string entropy =
      "study = { seed = 5 }\npopulation.p = { law = \"categorical\", p = [0.3, 0.7] }\n"
      "sample.x = { from = \"p\", n = 10 }\nestimate.rate = { of = \"entropy\", on = \"x\", with = "
      "[\"miller_madow\"] }\n"
      "replicates = { fixed = 100 }\n";
  const CheckResult none =
      test::conducted(test::plan_of(entropy + check("measure = \"model_se\", at_most = 1"))).checks.at(0);
  EXPECT_EQ(none.verdict, Verdict::undecided);
  EXPECT_NE(none.note.find("the estimates have no standard errors"), std::string::npos) << none.note;
}

// All three draws of bernoulli(0.3) are alike with probability 0.7^3 + 0.3^3 = 0.37: the estimate is 0 or 1
// and has no standard error. Of one draw of a normal law the mean has neither that nor an interval. Every
// replicate gives an estimate.
TEST(Within, TheNoteNamesWhatReplicatesDidNotGive) {
  const auto note = [](const std::string& law, int n, const std::string& with, const std::string& measure) {
    const std::string of_p = with == "mle" ? "of = \"p\"\nmodel = \"m\"\n" : "of = \"mean\"\n";
    return test::conducted(
               test::plan_of(test::study_text(
                   law, "n = " + std::to_string(n),
                   "[model.m]\nlikelihood = \"bernoulli\"\n[estimate.e]\non = \"x\"\n" + of_p + "with = \"" +
                       with + "\"\ninterval = { level = 0.95 }\n[check.c]\nestimate = \"e\"\nmeasure = \"" +
                       measure + "\"\nat_least = 0.1\n",
                   200)))
        .checks.at(0)
        .note;
  };
  const std::string bernoulli = "law = \"bernoulli\"\np = 0.3", normal = "law = \"normal\"\nmean = 0\nsd = 1";
  EXPECT_NE(
      note(bernoulli, 3, "mle", "model_se").find("% of the replicates gave no standard error, more than"),
      std::string::npos);
  EXPECT_NE(note(normal, 1, "mean", "model_se").find("100 % of the replicates gave no standard error"),
            std::string::npos);
  for (const char* measure : {"coverage", "width", "bias_eliminated_coverage"}) {
    EXPECT_NE(note(normal, 1, "mean", measure).find("100 % of the replicates gave no interval, more than"),
              std::string::npos)
        << measure;
  }
}

}  // namespace
}  // namespace plim::within_test
