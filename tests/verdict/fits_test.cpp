#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/verdict/checks.hpp"

// The verb `fits`: the counts of a sample against the law of its population.
namespace plim::fits_test {
namespace {

const std::string law = "law = \"categorical\"\nweights = [4, 3, 2, 1]";
const std::string sizes = "n = { grid = [16, 64, 256] }";
const std::string entropy = "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n";
const std::string fits = "[check.c]\nsample = \"x\"\nfits = \"population\"\n";

/// The verdict on the counts of samples from one law when another is said to have been sampled.
CheckResult fits_when(const std::string& claimed, const std::string& sampled, std::uint64_t replicates,
                      const std::string& sample = sizes, std::uint64_t seed = 1) {
  const auto plan_of = [&](const std::string& population) {
    return test::plan_of(test::study_text(population, sample, entropy + fits, replicates, seed));
  };
  const test::Planned plan = plan_of(claimed), other = claimed == sampled ? plan : plan_of(sampled);
  const Gathered gathered = test::gathered(other, 1);
  return judge_checks(plan, gathered, PredictionTable(plan.scenarios.size())).at(0);
}

TEST(Fits, ConfirmsTheLawThatWasSampled) {
  const CheckResult r = fits_when(law, law, 2000);
  EXPECT_EQ(r.verdict, Verdict::confirmed) << r.note;
  EXPECT_EQ(r.question, "x fits its population");
  EXPECT_EQ(r.worst, "x from p, n = 256");
  EXPECT_EQ(r.points, 1);  // one growing sample is asked at its end
  EXPECT_EQ(r.margin_high, 0.01);
  EXPECT_LT(r.upper, 0.01);
  const CheckResult three = fits_when(law, law, 2000, sizes + "\npath = \"independent\"");
  EXPECT_EQ(three.points, 3);
  // 32 000 draws at n = 16 are too few for that margin; some 32000 x 298 255/32 000 at level 0.01 and 3 df
  // would do (see GoodnessOfFit.LimitsAndNeededDraws), more as three points are to be confirmed together.
  EXPECT_EQ(three.verdict, Verdict::undecided);
  EXPECT_GT(three.needed, 298255.0 / 16);
  EXPECT_LT(three.needed, 1.3 * 298255.0 / 16);
}

// The mutants: probabilities wrong by 1 %, also where the entropy does not feel it, a class that cannot be.
TEST(Fits, RefutesAnotherLaw) {
  const std::string equal = "law = \"categorical\"\nweights = [1, 1, 1, 1]";
  for (const CheckResult& r : {fits_when(law, "law = \"categorical\"\nweights = [4.04, 3, 2, 1]", 20000),
                               fits_when(equal, "law = \"categorical\"\nweights = [1.01, 1, 1, 1]", 20000),
                               fits_when("law = \"categorical\"\nweights = [4, 3, 2, 0]", law, 20)}) {
    EXPECT_EQ(r.verdict, Verdict::refuted) << r.note;
    EXPECT_EQ(r.margin_high, 0);
    EXPECT_GT(r.wide_lower, 0);
  }
  EXPECT_EQ(fits_when(equal, "law = \"categorical\"\nweights = [1.01, 1, 1, 1]", 20).verdict,
            Verdict::undecided);
}

// Draws without replacement agree with the law too well to be independent, and independent ones not well
// enough to be without replacement.
TEST(Fits, TellsDrawsWithFromDrawsWithoutReplacement) {
  const std::string items = "law = \"categorical\"\ncounts = [60, 50, 40, 40, 30, 25, 25, 15, 10, 5]";
  const std::string without = items + "\ndraw = \"without_replacement\"";
  const CheckResult near = fits_when(items, without, 2000);
  EXPECT_EQ(near.verdict, Verdict::refuted);
  EXPECT_NE(near.note.find("as near or nearer with chance"), std::string::npos) << near.note;
  EXPECT_EQ(fits_when(without, items, 2000, "n = 290").verdict, Verdict::refuted);
  for (const char* n : {"30", "150", "256", "299"})
    EXPECT_EQ(fits_when(without, without, 20000, std::string("n = ") + n).verdict, Verdict::confirmed) << n;
}

// At level 0.2, 60 of 300 right laws are refuted on average (both sides of G count): 5.2 sigma on either
// side, a chance below 1e-6. Without the factor for draws without replacement the last 60 all were.
TEST(Fits, FalseAlarmsKeepTheLevel) {
  const std::string finite =
      "law = \"categorical\"\ncounts = [40, 30, 20, 10]\ndraw = \"without_replacement\"";
  const std::string level = "\n[verdict]\nlevel = 0.2\n";
  struct Case {
    std::string population, sample;
  };
  int refuted = 0;
  for (const Case& c : {Case{law, "n = 20"}, Case{"law = \"zipf\"\nN = 300\ns = 1", "n = 50"},
                        Case{law, "n = { grid = [4, 40] }\npath = \"independent\""}, Case{finite, "n = 30"},
                        Case{finite, "n = 95"}}) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      const Verdict v = fits_when(c.population, c.population, 50, c.sample + level, seed).verdict;
      refuted += v == Verdict::refuted ? 1 : 0;
    }
  }
  EXPECT_GT(refuted, 8);
  EXPECT_LT(refuted, 70);
}

// The upper limit of confidence 1 - 0.2 falls below the true error, sqrt(0.02^2/0.4 + 0.02^2/0.3), in a fifth
// of all studies: 3 to 41 of 100, but for a chance below 1e-6 on either side.
TEST(Fits, TheUpperLimitHasItsConfidence) {
  const std::string wrong = "law = \"categorical\"\nweights = [42, 28, 20, 10]";
  const double error = std::sqrt(0.02 * 0.02 / 0.4 + 0.02 * 0.02 / 0.3);
  int below = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const CheckResult r = fits_when(law, wrong, 400, "n = 10\n[verdict]\nlevel = 0.2\n", seed);
    below += r.upper < error ? 1 : 0;
  }
  EXPECT_GT(below, 2);
  EXPECT_LT(below, 42);
}

const std::string poisson_mean =
    "[model.m]\nlikelihood = \"poisson\"\n[estimate.e]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = "
    "\"mle\"\n";

// Laws on integers without a list of classes: the integers that can be told apart, and the rest as one. The
// mutants: a mean 1 % too large, an exponent 1 % too large.
TEST(Fits, TellsLawsOnIntegersWithoutEnd) {
  const auto verdict = [](const std::string& claimed, const std::string& sampled,
                          const std::string& estimates) {
    const auto plan_of = [&](const std::string& population) {
      return test::plan_of(test::study_text(population, "n = 100\nroute = \"draw\"", estimates + fits, 4000));
    };
    const test::Planned plan = plan_of(claimed);
    test::Planned other = plan_of(sampled);
    other.scenarios[0].pooled = plan.scenarios[0].pooled;  // the integers that the claimed law would count
    const Gathered gathered = test::gathered(other, 1);
    const CheckResult r = judge_checks(plan, gathered, PredictionTable(1)).at(0);
    return r.verdict;
  };
  const auto poisson = [](const char* mean) { return std::string("law = \"poisson\"\nmean = ") + mean; };
  EXPECT_EQ(verdict(poisson("3"), poisson("3"), poisson_mean), Verdict::confirmed);
  EXPECT_EQ(verdict(poisson("3"), poisson("3.03"), poisson_mean), Verdict::refuted);
  // Far from 0: the integers around the mean are those that are judged.
  EXPECT_NE(verdict(poisson("1e5"), poisson("1e5"), poisson_mean), Verdict::refuted);
  EXPECT_EQ(verdict(poisson("1e5"), poisson("100010"), poisson_mean), Verdict::refuted);
  const auto zipf = [](const char* s) { return std::string("law = \"zipf\"\nN = 1_000_000_000\ns = ") + s; };
  EXPECT_NE(verdict(zipf("1.5"), zipf("1.5"), entropy), Verdict::refuted);
  EXPECT_EQ(verdict(zipf("1.5"), zipf("1.515"), entropy), Verdict::refuted);
}

// Two classes need 20 expected draws of the rarer one: 2e7 draws, 78125 replicates of 256.
TEST(Fits, WhatIsNeededCountsTheDrawsOfTheRarerClass) {
  const std::string rare = "law = \"categorical\"\np = [0.999999, 0.000001]";
  for (const std::uint64_t replicates : {10, 1000}) {
    const CheckResult r = fits_when(rare, rare, replicates);
    EXPECT_EQ(r.verdict, Verdict::undecided);
    EXPECT_NEAR(r.needed, 78125, 1) << replicates;
  }
}

TEST(Fits, EachBadCheckIsOneFaultWithItsPlace) {
  const std::string real = "law = \"normal\"\nmean = 0\nsd = 1";
  const std::string mean =
      "[model.m]\nlikelihood = \"normal\"\n[estimate.e]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = "
      "\"mle\"\n";
  const auto fault = [](const std::string& check, const std::string& population = law,
                        const std::string& estimates = entropy, const std::string& sample = sizes) {
    const auto all = test::faults_of(test::study_text(population, sample, estimates + check, 600));
    EXPECT_EQ(all.size(), 1U) << check;
    return all.empty() ? "none" : all[0].substr(all[0].find("error: ") + 7);
  };
  const std::string begin = "[check.c]\nsample = \"x\"\n", end = "fits = \"population\"\n";
  EXPECT_EQ(fault("[check.c]\n" + end), "check.c: has no key \"sample\"");
  EXPECT_EQ(fault("[check.c]\nsample = \"y\"\n" + end),
            "check.c.sample: unknown sample \"y\" (did you mean \"x\"?)");
  EXPECT_EQ(fault(begin + "measure = \"bias\"\n" + end),
            "check.c.measure: fits goes with sample = NAME alone");
  EXPECT_EQ(fault(begin + "estimate = \"H\"\n" + end),
            "check.c.estimate: fits goes with sample = NAME alone");
  EXPECT_EQ(fault(begin + "estimate = \"H\"\nmeasure = \"bias\"\nat_most = 0\n"),
            "check.c.sample: at_most is about an estimate");
  EXPECT_EQ(fault(begin + "fits = \"law\"\n"), "check.c.fits: unknown population \"law\"");
  EXPECT_EQ(fault(begin + end + "margin = { sd = 1 }\n"),
            "check.c: p: the margin is relative: an error of the probabilities");
  EXPECT_EQ(fault(begin + end + "at = { \"estimate.H.on\" = \"x\" }\n"),
            "check.c.at: unknown axis \"estimate.H.on\"");
  EXPECT_EQ(fault(begin + end, real, mean),
            "check.c: p: normal(mean=0.0, sd=1.0) has no classes that could be counted");
  EXPECT_EQ(fault(begin + end, "law = \"categorical\"\ncounts = [2, 3]\ndraw = \"without_replacement\"",
                  entropy, "n = 5"),
            "check.c: p: at n = N a sample without replacement is its population");
  EXPECT_EQ(fault(begin + end, "law = \"poisson\"\nmean = 3", poisson_mean),
            "check.c: p: the sample has no counts on this route; give it route = \"draw\"");
  EXPECT_EQ(fault(begin + end, "law = \"categorical\"\np = [1.0, 0.0]"),
            "check.c: p: categorical(p=[1.0, 0.0]) has only one class");
  EXPECT_EQ(fault(begin + end, "law = \"poisson\"\nmean = 1e9", poisson_mean, "n = 10\nroute = \"draw\""),
            "check.c: p: no integer is expected 20 times in all draws at n = 10");
  EXPECT_EQ(fault(begin + end, "law = \"categorical.dirichlet\"\nK = 5\nalpha = 1"),
            "check.c: p: every replicate has a law of its own, and all counts together have none");
  EXPECT_EQ(fault(begin + end, law, entropy, "n = 9_007_199_254_740_992"),
            "check.c: p: there are more than 2^62 draws, which cannot be added up");
}

}  // namespace
}  // namespace plim::fits_test
