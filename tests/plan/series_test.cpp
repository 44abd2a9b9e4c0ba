#include "engine/fixtures.hpp"
#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/views/counts.hpp"

namespace plim::series_test {
namespace {

struct OfDenseCounts {
  using view = Counts;
  static constexpr std::string_view name = "of_dense_counts", estimand = "entropy";
  double estimate(const Counts::One&) const { return 0; }
};

// Of two estimators the one is named that can have no view, not the one that needs draws.
TEST(PlanSeries, TheEstimatorThatLacksItsViewIsNamed) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_estimator<OfDenseCounts>();
  const std::vector<std::string> faults = test::faults_of(
      test::study_text("law = \"geometric\"\np = 0.5", "n = 4",
                       "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"of_dense_counts\"]\n",
                       10),
      catalogue);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("of_dense_counts needs counts"), std::string::npos) << faults[0];
}

const std::string two_models =
    "[model.A]\nlikelihood = \"normal\"\n"
    "prior = { law = \"normal_inverse_gamma\", mu = 0, kappa = 1, shape = 2, scale = 2 }\n"
    "[model.B]\nlikelihood = \"normal\"\n"
    "prior = { mean = { law = \"normal\", mean = 0, sd = 1 }, sd = { law = \"gamma\", shape = 2, scale = 1 } "
    "}\n"
    "[estimate.e]\nof = \"parameters\"\non = \"x\"\nwith = \"posterior_mean\"\n";

// Model A has mean and variance, model B mean and sd: a row of one must not stand under the name of the
// other.
TEST(PlanSeries, ModelsOfOneEstimateHaveTheSameSeries) {
  const auto faults = [](const std::string& models) {
    return test::faults_of(
        test::study_text("law = \"normal\"\nmean = 0\nsd = 1", "n = 5", two_models + models, 10));
  };
  const std::vector<std::string> both = faults("model = [\"A\", \"B\"]\n");
  ASSERT_EQ(both.size(), 1U);
  EXPECT_NE(both[0].find("posterior_mean variance"), std::string::npos) << both[0];
  EXPECT_NE(both[0].find("posterior_mean sd"), std::string::npos) << both[0];
  EXPECT_EQ(faults("model = \"A\"\n").size() + faults("model = \"B\"\n").size(), 0U);
}

// The score foretells parameters, not the loss of the law: nothing is bound for the loss that does not help
// it.
TEST(PlanSeries, ALossHasNoControlAndNoOracleForOne) {
  const std::string loss =
                        "[estimate.loss]\nof = \"cross_entropy\"\non = \"x\"\nmodel = \"m\"\n"
                        "with = [\"in_sample\", \"fresh\"]\n",
                    mean = "[estimate.mean]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = \"mle\"\n";
  const auto plan = [](const std::string& estimates) {
    return test::plan_of(test::study_text("law = \"normal\"\nmean = 0\nsd = 1", "n = 5",
                                          "[model.m]\nlikelihood = \"normal\"\n" + estimates, 10));
  };
  EXPECT_EQ(plan(loss).scenarios[0].estimators.size(), 2U);
  const test::Planned both = plan(loss + mean);
  EXPECT_EQ(both.scenarios[0].estimators.size(), 4U);  // and the score, for the mean
  EXPECT_FALSE(both.scenarios[0].series[0].control);
  EXPECT_FALSE(both.scenarios[0].series[1].control);
  EXPECT_TRUE(both.scenarios[0].series[2].control);
}

// With a known shape the score of a gamma law is another: neither model may stand on the other's.
TEST(PlanSeries, AModelThatKnowsAParameterHasAScoreOfItsOwn) {
  const test::Planned planned = test::plan_of(
      test::study_text("law = \"gamma\"\nshape = 2\nscale = 1", "n = 5",
                       "[model.A]\nlikelihood = \"gamma\"\n"
                       "[model.B]\nlikelihood = \"gamma\"\nprior.shape = { law = \"point\", value = 2 }\n"
                       "[estimate.e]\nof = \"scale\"\non = \"x\"\nwith = \"mle\"\nmodel = [\"A\", \"B\"]\n",
                       10));
  const ScenarioPlan& scenario = planned.scenarios[0];
  ASSERT_EQ(scenario.series.size(), 2U);
  ASSERT_TRUE(scenario.series[0].control && scenario.series[1].control);
  const auto oracle = [&](std::size_t s) { return scenario.controls[*scenario.series[s].control].place.use; };
  EXPECT_TRUE(knows_a_parameter(*scenario.knowns[oracle(1)]));
  EXPECT_FALSE(knows_a_parameter(*scenario.knowns[oracle(0)]));
}

/// The truth of the one series of a study of one law.
std::optional<double> truth_of(const std::string& law, const std::string& of) {
  const test::Planned plan = test::plan_of(test::study_text(
      law, "n = 5", "[estimate.e]\nof = \"" + of + "\"\non = \"x\"\nwith = \"" + of + "\"\n", 10));
  return plan.scenarios.at(0).series.at(0).truth;
}

// A moment that is not defined is no truth; one that is infinite is.
TEST(PlanSeries, AnUndefinedMomentIsNoTruth) {
  const auto student = [](const std::string& df) {
    return "law = \"student_t\"\nlocation = 1\nscale = 2\ndf = " + df;
  };
  EXPECT_EQ(truth_of(student("1"), "mean"), std::nullopt);
  EXPECT_EQ(truth_of(student("1"), "variance"), std::nullopt);
  EXPECT_EQ(truth_of(student("1"), "sd"), std::nullopt);
  EXPECT_EQ(truth_of(student("1"), "median"), 1.0);
  EXPECT_EQ(truth_of(student("1.5"), "mean"), 1.0);
  EXPECT_EQ(truth_of(student("1.5"), "variance"), infinity);
  EXPECT_EQ(truth_of(student("4"), "variance"), 8.0);
  EXPECT_EQ(truth_of("law = \"mixture\"\nfirst = { law = \"student_t\", location = 0, scale = 1, "
                     "df = 0.9 }\nsecond = { law = \"normal\", mean = 5, sd = 1 }",
                     "mean"),
            std::nullopt);
}

}  // namespace
}  // namespace plim::series_test
