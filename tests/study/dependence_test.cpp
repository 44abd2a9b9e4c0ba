#include "engine/fixtures.hpp"
#include "markov_two.hpp"
#include "plim/study/standard_catalogue.hpp"

// What rests on independent draws is not said of a sequence, and what is of one law is not the truth of
// another's parameters.
namespace plim::dependence_test {
namespace {

constexpr const char* chain = "law = \"markov_two\"\np01 = 0.02\np10 = 0.02";

Catalogue with_chain() { return standard_catalogue().add_population<test::MarkovTwo>(); }

std::string entropies(const std::string& more) {
  return "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n" + more;
}

TEST(Sequences, NothingExactIsSaidOfThem) {
  const test::Planned plan =
      test::plan_of(test::study_text(chain, "n = 100",
                                     entropies("[model.c]\nlikelihood = \"categorical\"\n"
                                               "[estimate.p]\nof = \"p\"\non = \"x\"\n"
                                               "model = \"c\"\nwith = [\"mle\"]\n"),
                                     4000, 3),
                    with_chain());
  const PredictionTable predicted = test::predictions_of(plan);
  for (const SeriesPrediction& p : predicted[0]) {
    EXPECT_EQ(p.bias.kind, PredictionKind::none);
    EXPECT_EQ(p.empirical_se.kind, PredictionKind::none);
  }
  const ScenarioPlan& scenario = plan.scenarios[0];
  EXPECT_TRUE(scenario.controls.empty());
  // The truths stay: they are of the law of one symbol.
  EXPECT_DOUBLE_EQ(*scenario.series[0].truth, std::log(2.0));
  EXPECT_DOUBLE_EQ(*scenario.series[2].truth, 0.5);
  // Of independent draws the plug-in's bias would be -0.005; here theory.md gives -(2 tr Z - s - 1)/(2n),
  // Z = (I - P + 1 pi')^-1 with eigenvalues 1 and 1/0.04: about -0.245.
  const Record record = test::run_first(plan);
  EXPECT_NEAR(record[0].error.mean, -0.245, 0.03);
}

TEST(Sequences, FitsIsRefusedWithItsReason) {
  const std::vector<std::string> faults =
      test::faults_of(test::study_text(chain, "n = 100",
                                       entropies("[check.c]\nsample = \"x\"\nfits = \"population\"\n"), 100),
                      with_chain());
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults[0].find("depend on each other"), std::string::npos) << faults[0];
}

Plan of_model(const std::string& law, const std::string& model, const std::string& of,
              const std::string& with) {
  return test::plan_of(test::study_text("law = " + law, "n = 5",
                                        "[model.m]\nlikelihood = " + model + "\n[estimate.e]\nof = \"" + of +
                                            "\"\non = \"x\"\nmodel = \"m\"\nwith = [" + with + "]\n",
                                        10));
}

TEST(OtherFamilies, AParameterOfTheSameNameIsNoTruth) {
  const Plan plan =
      of_model("\"bernoulli\"\np = 0.3", "\"geometric\"\nprior.p = { law = \"beta\", alpha = 1, beta = 1 }",
               "p", "\"posterior_mean\", \"mle\"");
  for (const SeriesPlan& series : plan.scenarios[0].series) EXPECT_FALSE(series.truth) << series.names->label;
  const PredictionTable predicted = test::predictions_of(plan);
  for (const SeriesPrediction& p : predicted[0]) EXPECT_EQ(p.bias.kind, PredictionKind::none);
  ASSERT_EQ(plan.notes.size(), 1u);
  EXPECT_EQ(plan.notes[0],
            "e: model geometric is not the law of population p (bernoulli): its p has no truth");
}

TEST(OtherFamilies, WhatEveryLawHasStaysATruth) {
  const Plan plan = of_model("\"gamma\"\nshape = 2\nscale = 3", "\"exponential\"", "mean", "\"mle\"");
  EXPECT_EQ(plan.scenarios[0].series[0].truth, 6.0);
  ASSERT_EQ(plan.notes.size(), 1u);
  EXPECT_NE(plan.notes[0].find("not the law of population p (gamma)"), std::string::npos) << plan.notes[0];
  const SeriesPrediction p = test::predictions_of(plan)[0][0];
  EXPECT_EQ(p.bias.kind, PredictionKind::exact);
  EXPECT_DOUBLE_EQ(p.empirical_se.value, std::sqrt(18.0 / 5));
}

// An exponential mean has no maximum where all draws are 0. Given that one is 1, which hardly a sample has,
// the mean of 5 is 0.2 and some 10^-16; 1 less the chance of zeros alone has one digit of it.
TEST(OtherFamilies, NothingIsSaidWhereItsDigitsAreLost) {
  const auto said = [](const std::string& p) {
    const Plan plan = of_model("\"bernoulli\"\np = " + p, "\"exponential\"", "mean", "\"mle\"");
    return test::predictions_of(plan)[0][0];
  };
  EXPECT_EQ(said("1e-15").bias.kind, PredictionKind::none);
  EXPECT_EQ(said("1e-15").empirical_se.kind, PredictionKind::none);
  // sum over k = 1 .. 5 of C(5, k) p^k (1-p)^(5-k) k/5 / (1 - (1-p)^5), by exact fractions
  const SeriesPrediction often = said("0.3");
  EXPECT_NEAR(often.bias.value, 0.060607262630269276, 1e-14);
  EXPECT_NEAR(often.empirical_se.value, 0.16920283004613854, 1e-14);
}

TEST(OtherFamilies, ClassesOfABernoulliLawAreItsNumbers) {
  const Plan plan = of_model("\"bernoulli\"\np = 0.3", "\"categorical\"", "p", "\"mle\"");
  EXPECT_EQ(plan.scenarios[0].series[0].truth, 0.7);
  EXPECT_EQ(plan.scenarios[0].series[1].truth, 0.3);
  EXPECT_TRUE(plan.notes.empty());
  const Plan two = of_model("\"categorical\"\np = [0.9, 0.1]", "\"bernoulli\"", "p", "\"mle\"");
  EXPECT_EQ(two.scenarios[0].series[0].truth, 0.1);
}

}  // namespace
}  // namespace plim::dependence_test
