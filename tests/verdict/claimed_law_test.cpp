#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/verdict/checks.hpp"

// `fits = NAME`: a sample against a law that did not draw it.
namespace plim::claimed_law_test {
namespace {

const std::string entropy = "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n";
const std::string poisson_mean =
    "[model.m]\nlikelihood = \"poisson\"\n[estimate.e]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = "
    "\"mle\"\n";
const std::string check = "[check.c]\nsample = \"x\"\nfits = \"q\"\n";

struct Study {
  std::string sampled, claimed;  // populations p and q
  std::string sample = "n = 100";
  std::string estimates = entropy;
  std::uint64_t replicates = 4000, seed = 2;
  std::string more = "";

  std::string text() const {
    return test::study_text(sampled, sample, "[population.q]\n" + claimed + "\n" + estimates + check + more,
                            replicates, seed);
  }
};

CheckResult verdict_on(const Study& study) {
  const test::Planned plan = test::plan_of(study.text());
  const Gathered gathered = test::gathered(plan, 1);
  return judge_checks(plan, gathered, PredictionTable(plan.scenarios.size())).at(0);
}

std::string categorical(const std::string& weights) {
  return "law = \"categorical\"\nweights = [" + weights + "]";
}

TEST(ClaimedLaw, EqualLawsUnderAnotherNameFit) {
  const CheckResult r = verdict_on({categorical("4, 3, 2, 1"), categorical("8, 6, 4, 2"), "n = 256"});
  EXPECT_EQ(r.verdict, Verdict::confirmed) << r.note;
  EXPECT_EQ(r.question, "x fits q");
  EXPECT_EQ(r.worst, "x from p, n = 256");
  EXPECT_EQ(r.margin_high, 0.01);
}

// 256 x 20 000 draws against 4 equal classes of which one is 1 % more probable: noncentrality 96 on 3 df, and
// a right law would reach it with chance 1e-20.
TEST(ClaimedLaw, OneClassOnePercentTooProbableIsRefuted) {
  const CheckResult r =
      verdict_on({categorical("1, 1, 1, 1"), categorical("1.01, 1, 1, 1"), "n = 256", entropy, 20000});
  EXPECT_EQ(r.verdict, Verdict::refuted) << r.note;
  // sqrt(sum (p - q)^2 / q) of these laws, and its limits.
  const double q = 1.01 / 4.01, other = 1 / 4.01;
  const double error = std::sqrt(std::pow(0.25 - q, 2) / q + 3 * std::pow(0.25 - other, 2) / other);
  EXPECT_NEAR(r.value, error, 5 / std::sqrt(256 * 20000));
  EXPECT_LT(r.wide_lower, error);
  EXPECT_GT(r.wide_upper, error);
}

TEST(ClaimedLaw, WhatCannotBeDrawnRefutesOutright) {
  const CheckResult r =
      verdict_on({categorical("4, 3, 2, 1"), categorical("4, 3, 2, 0"), "n = 2", entropy, 20});
  EXPECT_EQ(r.verdict, Verdict::refuted);
  EXPECT_NE(r.note.find("G = inf"), std::string::npos) << r.note;
  // ... and a class that is never drawn is no more than an error.
  const CheckResult never = verdict_on({categorical("4, 3, 2, 0"), categorical("4, 3, 2, 1")});
  EXPECT_EQ(never.verdict, Verdict::refuted);
  // q = 0.9 p where p > 0: G / n is 2 ln(10/9) on average, up to df / n.
  EXPECT_NEAR(never.value, std::sqrt(2 * std::log(10.0 / 9)), 1e-5);
}

// The same law written in two ways, and its neighbours 1 % away; by the value of the integers. A right law is
// refuted with chance 0.01.
TEST(ClaimedLaw, IntegersAreMatchedByValue) {
  const auto poisson = [](const char* mean) { return std::string("law = \"poisson\"\nmean = ") + mean; };
  const auto geometric = [](const char* p) { return std::string("law = \"geometric\"\np = ") + p; };
  const auto zipf = [](const char* s, const char* N) {
    return std::string("law = \"zipf\"\ns = ") + s + "\nN = " + N;
  };
  const std::string drawn = "n = 100\nroute = \"draw\"";
  const std::string geometric_p =
      "[model.m]\nlikelihood = \"geometric\"\n[estimate.e]\nof = \"p\"\non = \"x\"\nmodel = \"m\"\nwith = "
      "\"mle\"\n";
  struct Case {
    Study study;
    Verdict verdict;
  };
  for (const Case& c :
       {Case{{poisson("3"), poisson("3"), drawn, poisson_mean}, Verdict::confirmed},
        Case{{poisson("3"), poisson("3.03"), drawn, poisson_mean}, Verdict::refuted},
        Case{{poisson("3"), poisson("1e5"), drawn, poisson_mean}, Verdict::refuted},
        // A 2 is among 2e6 draws with chance 1e-3; 0 and 1 have these probabilities to 3e-5.
        Case{{poisson("3e-5"), "law = \"bernoulli\"\np = 3e-5", drawn, poisson_mean, 20000},
             Verdict::confirmed},
        Case{{poisson("3"), categorical("1, 3, 4.5, 4.5"), drawn, poisson_mean}, Verdict::refuted},
        Case{{geometric("0.5"), geometric("0.5"), drawn, geometric_p}, Verdict::confirmed},
        Case{{geometric("0.5"), geometric("0.505"), drawn, geometric_p}, Verdict::refuted},
        Case{{geometric("0.5"), zipf("2", "2_000_000"), drawn, geometric_p}, Verdict::refuted},
        // Laws with a list of classes against those without, and the other way round.
        Case{{"law = \"bernoulli\"\np = 0.5", geometric("0.5")}, Verdict::refuted},
        Case{{zipf("3", "2_000"), zipf("3", "2_000_000"), "n = 100", entropy, 20000}, Verdict::confirmed},
        Case{{zipf("3", "2_000_000"), zipf("3", "2_000"), "n = 100", entropy, 20000}, Verdict::confirmed},
        Case{{zipf("3", "2_000_000"), zipf("3.03", "2_000")}, Verdict::refuted},
        // 1 .. 5 and 0 .. 5: ranks by value, not by place.
        Case{{zipf("0", "5"), categorical("0, 1, 1, 1, 1, 1")}, Verdict::confirmed},
        Case{{zipf("0", "5"), categorical("1, 1, 1, 1, 1, 0")}, Verdict::refuted}}) {
    const CheckResult r = verdict_on(c.study);
    EXPECT_EQ(r.verdict, c.verdict) << c.study.text() << r.note;
  }
}

// A geometric law has zeros, zipf none: however rare they are, they refute.
TEST(ClaimedLaw, IntegersThatCannotBeDrawnRefuteOutright) {
  const std::string drawn = "n = 100\nroute = \"draw\"";
  for (const char* zipf : {"law = \"zipf\"\ns = 2\nN = 2_000_000", "law = \"zipf\"\ns = 2\nN = 20"}) {
    const CheckResult r = verdict_on({"law = \"poisson\"\nmean = 3", zipf, drawn, poisson_mean, 20});
    EXPECT_EQ(r.verdict, Verdict::refuted);
    EXPECT_NE(r.note.find("G = inf"), std::string::npos) << zipf << r.note;
  }
}

// fits = q claims independent draws: those without replacement agree with q too well.
TEST(ClaimedLaw, DrawsWithoutReplacementDoNotFit) {
  const std::string items = "law = \"categorical\"\ncounts = [60, 50, 40, 40, 30, 25, 25, 15, 10, 5]";
  for (const char* n : {"n = 290", "n = 300"}) {
    const CheckResult r = verdict_on({items + "\ndraw = \"without_replacement\"", items, n, entropy, 2000});
    EXPECT_EQ(r.verdict, Verdict::refuted) << n;
    EXPECT_NE(r.note.find("as near or nearer with chance"), std::string::npos) << r.note;
  }
}

// At level 0.2, 40 of 200 right laws are refuted on average: 5.3 sigma on either side, a chance below 1e-6.
TEST(ClaimedLaw, FalseAlarmsKeepTheLevel) {
  int refuted = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    for (const Study& s :
         {Study{categorical("4, 3, 2, 1"), categorical("8, 6, 4, 2"), "n = 20", entropy, 50, seed},
          Study{"law = \"poisson\"\nmean = 3", "law = \"poisson\"\nmean = 3", "n = 20\nroute = \"draw\"",
                poisson_mean, 50, seed}}) {
      Study study = s;
      study.more = "\n[verdict]\nlevel = 0.2\n";
      refuted += verdict_on(study).verdict == Verdict::refuted ? 1 : 0;
    }
  }
  EXPECT_GT(refuted, 8);
  EXPECT_LT(refuted, 70);
}

TEST(ClaimedLaw, EachBadClaimIsOneFaultWithItsPlace) {
  const auto fault = [](const Study& study) {
    const auto all = test::faults_of(study.text());
    EXPECT_EQ(all.size(), 1U) << study.text();
    return all.empty() ? "none" : all[0].substr(all[0].find("error: ") + 7);
  };
  const std::string law = categorical("4, 3, 2, 1");
  EXPECT_EQ(fault({law, "law = \"normal\"\nmean = 0\nsd = 1"}),
            "check.c: p: normal(mean=0.0, sd=1.0) has no classes that could be counted");
  EXPECT_EQ(fault({law, "law = \"categorical.uniform\"\nK = { grid = [4, 5] }"}),
            "check.c.fits: must be one law, but q has a grid");
  EXPECT_EQ(fault({law, "law = \"categorical.dirichlet\"\nK = 4\nalpha = 1"}),
            "check.c: p: categorical.dirichlet(K=4, alpha=1.0) is drawn anew for every replicate");
  EXPECT_EQ(fault({law, "law = \"categorical\"\ncounts = [1, 2, 3, 4]\ndraw = \"without_replacement\""}),
            "check.c: p: q is sampled without replacement; a claim is a law of independent draws");
  EXPECT_EQ(
      fault({"law = \"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"a\", \"b\"], [\"c\", \"d\"]]\ntable = "
             "[[0.2, 0.3], [0.4, 0.1]]",
             "law = \"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"a\", \"b\"], [\"c\", \"e\"]]\ntable = "
             "[[0.2, 0.3], [0.4, 0.1]]"}),
      "check.c: p: joint([\"A\", \"B\"], 2 x 2) is not a law on the classes of joint([\"A\", \"B\"], 2 x 2)");
  EXPECT_EQ(fault({categorical("1, 0"), categorical("1, 0")}),
            "check.c: p: categorical(weights=[1.0, 0.0]) has only one class");
}

TEST(ClaimedLaw, NamesAreChecked) {
  const auto fault = [](const std::string& fits, const std::string& second = "") {
    const std::string text = "study = { seed = 1 }\nreplicates = { fixed = 10 }\n[population.letters]\n" +
                             categorical("1, 2") + "\n" + second +
                             "[sample.x]\nfrom = \"letters\"\nn = 10\n" + entropy +
                             "[check.c]\nsample = \"x\"\nfits = " + fits + "\n";
    const auto all = test::faults_of(text);
    EXPECT_LE(all.size(), 1U);
    return all.empty() ? "none" : all[0].substr(all[0].find("study:"));
  };
  EXPECT_EQ(fault("\"leters\""),
            "study:15:8: error: check.c.fits: unknown population \"leters\" (did you mean \"letters\"?)");
  EXPECT_EQ(fault("\"populations\""),
            "study:15:8: error: check.c.fits: unknown population \"populations\" (did you mean "
            "\"population\"?)");
  EXPECT_EQ(fault("3"),
            "study:15:8: error: check.c.fits: is 3, but must be \"population\" or the name of another");
  EXPECT_EQ(fault("\"letters\""), "none");
  EXPECT_EQ(
      fault("\"population\"", "[population.population]\n" + categorical("2, 1") + "\n"),
      "study:18:8: error: check.c.fits: \"population\" is the sample's own and the name of another; give "
      "that one another name");
}

}  // namespace
}  // namespace plim::claimed_law_test
