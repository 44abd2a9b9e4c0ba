#include "designs.hpp"

#include <cmath>

#include <fmt/format.h>

#include "plim/numeric/special.hpp"
#include "plim/study/standard_catalogue.hpp"

// Designs in which a verdict is easily wrong: failures, events that no replicate shows, tails without a
// fourth moment, few replicates, rates that are none. A true claim may be refuted, a false one confirmed,
// with chance 0.01 a run; each count below is over so many seeds that its bound has a chance below 1e-6 at
// that level.
namespace plim::designs_test {
namespace {

using namespace test::designs;

// Three draws of zipf(2.5) on 1 .. 10 are all ones with probability 0.4329, where no s fits; over the other
// samples the mean of the estimates is 2.5 - 0.4847 (full enumeration, scipy 1.10).
TEST(Designs, ReplicatesThatFailAreNotSpokenFor) {
  const std::string zipf = "law = \"zipf\"\ns = 2.5\nN = 10";
  const std::string study = mle_of("s", "zipf") + "interval = { level = 0.95 }\n" +
                            check("bias", "measure = \"bias\"\nat_least = 0") +
                            check("mean", "measure = \"mean\"\nat_least = 2.5") +
                            check("coverage", "measure = \"coverage\"\nat_least = 0.9") +
                            check("all", "measure = \"coverage_with_failures\"\nat_least = 0.9");
  const std::vector<CheckResult> c = verdicts_of(test::study_text(zipf, "n = 3", study, 4000));
  ASSERT_EQ(c.size(), 4U);  // in the order of names
  EXPECT_EQ(c[0].verdict, Verdict::refuted) << "all intervals, failures as misses";
  for (const std::size_t i : {1U, 2U, 3U}) {
    EXPECT_EQ(c[i].verdict, Verdict::undecided) << c[i].name;
    EXPECT_NEAR(c[i].failed, 0.4329, 4.5 * std::sqrt(0.4329 * 0.5671 / 4000)) << c[i].name;  // 7e-6
    EXPECT_NE(c[i].note.find("max_failures"), std::string::npos) << c[i].note;
    EXPECT_TRUE(std::isnan(c[i].needed));
  }
  // What is allowed to fail is judged over the successes, without the control variate.
  const std::vector<CheckResult> allowed =
      verdicts_of(test::study_text(zipf, "n = 3", study, 4000) + "[verdict]\nmax_failures = 0.5\n");
  EXPECT_EQ(allowed[1].verdict, Verdict::refuted);
  EXPECT_NEAR(allowed[1].value, -0.4847, 4.5 * 0.76 / std::sqrt(4000 * 0.567));
}

TEST(Designs, AControlVariateIsNotUsedWhereReplicatesFail) {
  const std::string zipf = "law = \"zipf\"\ns = 2.5\nN = 10";
  const test::Planned plan =
      test::plan_of(test::study_text(zipf, "n = { grid = [3, 1000] }", mle_of("s", "zipf"), 1000));
  const std::vector<GroupResults> groups = test::conducted(plan).groups;
  for (const MeasureArrays& m : groups.at(0).measures) {
    if (std::string(m.measure->name) != "bias_controlled") continue;
    EXPECT_TRUE(std::isnan(m.value[0]));
    EXPECT_FALSE(std::isnan(m.value[1]));
    return;
  }
  FAIL() << "no bias_controlled";
}

// With p = 1e-4, n = 10 and 400 replicates nothing is seen in 67 % of the runs. True: the spread that theory
// gives. False: a tenth of it at most.
TEST(Designs, EventsThatWereNotSeenDecideNothing) {
  const double rmse = std::sqrt(1e-4 * 0.9999 / 10);
  const auto n =
      over_seeds("law = \"bernoulli\"\np = 0.0001", "n = 10",
                 mle_of("p", "bernoulli") + check("se", "measure = \"empirical_se\"\nequals = \"theory\"") +
                     check("rmse", "measure = \"rmse\"\nequals = \"theory\"") +
                     check("bias", "measure = \"bias\"\nequals = \"theory\"\nmargin = { absolute = 5e-5 }") +
                     check("false", fmt::format("measure = \"rmse\"\nat_most = {}", rmse / 10)),
                 400, 100);
  for (const char* name : {"se", "rmse", "bias"}) EXPECT_LE(n.at(name).refuted, 7) << name;
  EXPECT_LE(n.at("false").confirmed, 7);
}

TEST(Designs, AConstantSampleOfAnEntropyIsNoEvidence) {
  for (const char* p : {"1e-12", "1e-8", "1e-4"}) {
    const auto n =
        over_seeds(fmt::format("law = \"categorical\"\nweights = [{}, 1]", p), "n = { grid = [10, 100] }",
                   "[estimate.Q]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n" +
                       check("bias", "measure = \"bias\"\nequals = \"theory\""),
                   200, 20);
    EXPECT_EQ(n.at("bias").refuted, 0) << p;
  }
}

// Miller and Madow's estimate exceeds the plug-in by 5.1e-5 in the mean and has the spread 5.7e-3.
TEST(Designs, DifferencesThatWereNotSeenDecideNothing) {
  const auto n = over_seeds(
      "law = \"categorical\"\np = [0.0001, 0.9999]", "n = 100",
      "[estimate.Q]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\nagainst = \"ml\"\n" +
          check("difference", "with = \"miller_madow\"\nmeasure = \"difference\"\nat_most = 1e-6") +
          check("se", "with = \"miller_madow\"\nmeasure = \"empirical_se\"\nat_most = 1e-4"),
      100, 60);
  EXPECT_LE(n.at("difference").confirmed, 5);
  EXPECT_LE(n.at("se").confirmed, 5);
}

// n/S of n exponentials has moments below the order n. At n = 3 there is no fourth one and no limits of a
// spread; at n = 30 they decide.
TEST(Designs, SpreadsNeedAFourthMoment) {
  const std::string claims = mle_of("lambda", "exponential") +
                             check("se", "measure = \"empirical_se\"\nequals = \"theory\"") +
                             check("rmse", "measure = \"rmse\"\nequals = \"theory\"");
  const std::string law = "law = \"exponential\"\nlambda = 1";
  for (const CheckResult& c : verdicts_of(test::study_text(law, "n = 3", claims, 400))) {
    EXPECT_EQ(c.verdict, Verdict::undecided);
    EXPECT_NE(c.note.find("fourth moment"), std::string::npos) << c.note;
    EXPECT_TRUE(std::isnan(c.needed));
  }
  for (const char* size : {"n = 5", "n = 7"}) {
    for (const auto& [name, n] : over_seeds(law, size, claims, 400, 100))
      EXPECT_LE(n.refuted, 7) << name << size;
  }
  for (const auto& [name, n] : over_seeds(law, "n = 30", claims, 4000, 20))
    EXPECT_GE(n.confirmed, 19) << name;
}

// Three normal numbers have a skewness, but it says nothing.
TEST(Designs, TwoToTenReplicatesKeepTheLevel) {
  for (const std::uint64_t replicates : {2U, 3U, 10U}) {
    const auto n = over_seeds(
        "law = \"normal\"\nmean = 0\nsd = 1", "n = 5",
        mle_of("variance", "normal") +
            check("bias", "measure = \"bias\"\nequals = \"theory\"\nmargin = { absolute = 1e-4 }") +
            check("rmse", "measure = \"rmse\"\nequals = \"theory\"\nmargin = { relative = 1e-4 }"),
        replicates, 150);
    EXPECT_LE(n.at("bias").refuted + n.at("rmse").refuted, 9) << replicates;
  }
}

// The slopes of this spread run from -1.05 to -0.51; their mean over the sizes is -0.74.
TEST(Designs, AMeanSlopeIsNoRate) {
  const std::string law =
      "law = \"categorical\"\nweights = [0.09, 0.092, 0.094, 0.096, 0.098, 0.102, 0.104, 0.106, 0.108, 0.11]";
  const std::string entropy = "[estimate.Q]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n";
  const std::vector<CheckResult> c = verdicts_of(test::study_text(
      law, "n = { grid = [30, 80, 220, 600, 1700, 4700, 13000, 36000, 100000] }",
      entropy + check("rate", "measure = \"empirical_se\"\nslope = -0.75") +
          check("root", "measure = \"empirical_se\"\nslope = -0.5\nat = { \"x.n\" = { from = 13000 } }"),
      4000));
  EXPECT_EQ(c.at(0).verdict, Verdict::undecided);
  EXPECT_NE(c[0].note.find("no constant rate"), std::string::npos) << c[0].note;
  EXPECT_NE(c[0].note.find("local slopes -1.0"), std::string::npos) << c[0].note;
  EXPECT_NEAR(c[0].value, -0.74, 0.02);
  EXPECT_EQ(c.at(1).verdict, Verdict::confirmed) << c[1].note;
  EXPECT_NE(c[1].worst.find("n = 13000 .. 100000"), std::string::npos);
}

// A column of 999 normal scores and one value of 20: beside the regular part of a mean of two a rare jump,
// with the skewness of a gamma law and far more excess. Its mean is 0.02 (the scores add up to 0).
TEST(Designs, AnOutlierBesideARegularPartKeepsTheLevel) {
  std::string column = "v\n20\n";
  for (int i = 1; i <= 999; ++i)
    column += fmt::format("{:.17g}\n", special::normal_quantile((i - 0.5) / 999));
  const test::TemporaryFile file("outlier.csv", column);
  const std::string model =
      "[model.m]\nlikelihood = \"normal\"\nprior = { mean = { law = \"normal\", mean = 0.02, sd = 1000 }, sd "
      "= { "
      "law = \"point\", value = 1 } }\n[estimate.Q]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = "
      "[\"posterior_mean\"]\n";
  for (const std::uint64_t replicates : {3U, 10U}) {
    const auto n =
        over_seeds("law = \"file\"\npath = \"" + file.path().string() + "\"\ncolumn = \"v\"", "n = 2",
                   model + check("mean", "measure = \"mean\"\nequals = 0.02\nmargin = { absolute = 1e-9 }"),
                   replicates, 100);
    EXPECT_LE(n.at("mean").refuted, 7) << replicates;
  }
}

// No replicate shows the class of 1e-7, without which the two differ by one number. The exact relative
// precision is -3.36e-4 % (sums over the multinomial law).
TEST(Designs, ADifferenceThatIsConstantButForRoundingSaysNothing) {
  const auto n = over_seeds(
      "law = \"categorical\"\np = [0.7, 0.2999999, 1e-7]", "n = 100",
      "[estimate.Q]\nof = \"entropy\"\non = \"x\"\nwith = [\"miller_madow\", \"ml\"]\nagainst = \"ml\"\n" +
          check("precision",
                "with = \"miller_madow\"\nmeasure = \"relative_precision\"\nequals = -0.00033614857\nmargin "
                "= { "
                "absolute = 1e-9 }"),
      400, 40);
  EXPECT_EQ(n.at("precision").refuted, 0);
}

// KL to a law that gives the class of 1e-4 the probability 1e-300: nearly all of mean and spread is in
// samples that 400 replicates show in a third of the runs. Theory knows both exactly.
TEST(Designs, ASpreadOfWhichTheoryKnowsMoreIsNotTrusted) {
  const auto n =
      over_seeds("law = \"categorical\"\np = [0.5, 0.4999, 0.0001]", "n = 10",
                 "[population.q]\nlaw = \"categorical\"\np = [0.5, 0.5, 1e-300]\n[estimate.Q]\nof = { kl "
                 "= \"q\" }\non = \"x\"\nwith = [\"ml\"]\n" +
                     check("bias", "measure = \"bias\"\nequals = \"theory\"\nmargin = { relative = 1e-6 }") +
                     check("se", "measure = \"empirical_se\"\nequals = \"theory\"") +
                     check("false", "measure = \"empirical_se\"\nat_most = 2"),
                 400, 60);
  EXPECT_LE(n.at("bias").refuted + n.at("se").refuted, 5);
  EXPECT_LE(n.at("false").confirmed, 5);
}

// One exponential draw: 1/X has no mean; a sample of it has one.
TEST(Designs, AMeanThatDoesNotExistIsNotConfirmed) {
  const std::string study =
      mle_of("lambda", "exponential") + "interval = { level = 0.9 }\n" +
      check("mean", "measure = \"mean\"\nat_most = 1000") +
      check("slope", "measure = \"bias\"\nslope = -1\nmargin = { absolute = 2 }") +
      check("approaches", "measure = \"mean\"\napproaches = \"truth\"\nmargin = { absolute = 100 }") +
      check("width", "measure = \"width\"\nat_most = 1000");
  for (const CheckResult& c : verdicts_of(
           test::study_text("law = \"exponential\"\nlambda = 1", "n = { grid = [1, 4, 8] }", study, 1000))) {
    EXPECT_EQ(c.verdict, Verdict::undecided) << c.name;
    EXPECT_NE(c.note.find("does not exist"), std::string::npos) << c.name << c.note;
  }
}

// Limits of a measure that is no proportion are about as wide as its Monte Carlo standard error says, which
// the tables have from other formulas (Morris, White and Crowther 2019): 2.33 of it to either side at tail
// 0.01, spreads at half the tail. A binomial interval, or none, would not be.
TEST(Designs, LimitsOfEveryMeasureAgreeWithItsStandardError) {
  std::string study =
      "[estimate.Q]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\nagainst = "
      "\"ml\"\ninterval = { "
      "level = 0.8 }\n";
  int asked = 0;
  const Catalogue catalogue = standard_catalogue();
  for (const auto& m : catalogue.measures()) {
    if (m->estimate == nullptr || m->where_infinite) continue;  // no estimate is infinite here
    const std::string spelled =
        m->argument.name != nullptr ? fmt::format("{{ {} = 0.8 }}", m->name) : fmt::format("\"{}\"", m->name);
    study += check(m->name, fmt::format("with = \"miller_madow\"\nmeasure = {}\nat_most = 0.5", spelled));
    ++asked;
  }
  const test::Planned plan = test::plan_of(
      test::study_text("law = \"categorical\"\np = [0.4, 0.3, 0.2, 0.1]", "n = 20", study, 4000));
  const Results results = test::conducted(plan);
  const std::vector<GroupResults>& groups = results.groups;
  const std::vector<CheckResult>& checks = results.checks;
  ASSERT_EQ(checks.size(), static_cast<std::size_t>(asked));
  for (const CheckResult& c : checks) {
    // Bias and mean are judged less their control variate.
    const bool relative = c.measure == "relative_bias";
    const bool controlled = c.measure == "bias" || c.measure == "mean" || relative;
    const auto& all = groups.at(0).measures;
    const auto m = std::find_if(all.begin(), all.end(), [&](const MeasureArrays& a) {
      return (controlled ? "bias_controlled" : c.measure) == a.measure->name;
    });
    const double se = m->mcse.at(1) / (relative ? groups.at(0).truth.at(1) : 1),
                 half = (c.upper - c.lower) / 2;
    // Order statistics of estimates that take few values move in steps.
    const double least = catalogue.find_measure(c.measure)->of_ranks ? 1.8 : 2.2;
    EXPECT_LT(c.lower, c.upper) << c.name;
    EXPECT_GE(c.value, c.lower) << c.name;
    EXPECT_LE(c.value, c.upper) << c.name;
    if (se > 0) {
      EXPECT_GT(half, least * se) << c.name;
      EXPECT_LT(half, 3.4 * se) << c.name;
    }
  }
}

}  // namespace
}  // namespace plim::designs_test
