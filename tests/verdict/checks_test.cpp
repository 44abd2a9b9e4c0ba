#include "plim/verdict/checks.hpp"

#include <cmath>

#include <fmt/format.h>

#include "check_study.hpp"
#include "engine/fixtures.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/views/counts.hpp"

namespace plim::checks_test {
namespace {

using namespace test::check_study;

/// The verdicts of a study.
std::vector<CheckResult> verdicts(const std::string& checks, std::uint64_t replicates = 2000,
                                  const std::string& estimates = entropy, const std::string& sample = sizes,
                                  const std::string& population = law, std::uint64_t seed = 1,
                                  const Catalogue& catalogue = standard_catalogue()) {
  const test::Planned plan =
      test::plan_of(test::study_text(population, sample, estimates + checks, replicates, seed), catalogue);
  if (plan.scenarios.empty()) return {};
  return test::conducted(plan).checks;
}

/// The plug-in entropy with something added: mutants of an estimator that theory knows.
template <int which>
struct Mutant {
  using view = Counts;
  static constexpr std::string_view name = which == 0 ? "plus_half_over_n" : "plus_root";
  static constexpr std::string_view estimand = "entropy";
  double estimate(const Counts::One& c) const {
    double sum = 0;
    const double n = static_cast<double>(c.n);
    for (std::size_t k = 0; k < c.K; ++k) {
      const double f = static_cast<double>(c[k]) / n;
      if (f > 0) sum -= f * std::log(f);
    }
    return sum + (which == 0 ? 1 / (2 * n) : 0.1 / std::sqrt(n));
  }
  std::optional<AdditiveTerm> additive_term(std::int64_t) const { return AdditiveTerm{PlugIn{}, 0, nullptr}; }
};

Catalogue with_mutants() {
  Catalogue c = standard_catalogue();
  c.add_estimator<Mutant<0>>();
  c.add_estimator<Mutant<1>>();
  return c;
}

TEST(Checks, WhatTheorySaysIsConfirmed) {
  const auto results = verdicts(
      check("with = \"ml\"\nmeasure = \"bias\"\nequals = \"theory\"", "bias") +
      check("with = \"ml\"\nmeasure = \"empirical_se\"\nequals = \"theory\"", "spread") +
      check("with = \"ml\"\nmeasure = \"bias\"\nslope = \"theory\"", "rate") +
      check("with = \"ml\"\nmeasure = \"rmse\"\nslope = -0.5\nmargin = { absolute = 0.2 }", "rmse_rate") +
      check("measure = \"mean\"\napproaches = \"truth\"\nmargin = { absolute = 0.02 }", "limit") +
      check("with = \"miller_madow\"\nmeasure = \"bias\"\nbelow = \"ml\"", "rank") +
      check("with = \"ml\"\nmeasure = \"bias\"\nat_most = 0", "sign") +
      check("with = \"ml\"\nmeasure = \"rmse\"\nabove = 0.01", "number"));
  ASSERT_EQ(results.size(), 8U);
  for (const CheckResult& r : results) {
    EXPECT_EQ(r.verdict, Verdict::confirmed) << r.name << ": " << r.worst << " " << r.value << " " << r.note;
    EXPECT_TRUE(r.as_expected());
    EXPECT_GE(r.lower, r.margin_low) << r.name;
    EXPECT_LE(r.upper, r.margin_high) << r.name;
    EXPECT_TRUE(std::isnan(r.needed)) << r.name;
  }
}

TEST(Checks, MutantsAreRefuted) {
  const std::string estimates =
      "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"plus_half_over_n\", \"plus_root\"]\n";
  const auto results =
      verdicts(check("with = \"plus_half_over_n\"\nmeasure = \"bias\"\nequals = \"theory\"", "bias") +
                   check("with = \"plus_root\"\nmeasure = \"bias\"\nequals = \"theory\"", "root") +
                   check("with = \"plus_root\"\nmeasure = \"rmse\"\nslope = -1", "rate") +
                   check("with = \"plus_half_over_n\"\nmeasure = \"mean\"\nabove = \"plus_root\"", "order"),
               2000, estimates, sizes, law, 1, with_mutants());
  ASSERT_EQ(results.size(), 4U);
  for (const CheckResult& r : results) {
    if (r.name == "order") continue;
    EXPECT_EQ(r.verdict, Verdict::refuted) << r.name << " " << r.value;
    EXPECT_TRUE(r.wide_lower > r.margin_high || r.wide_upper < r.margin_low) << r.name;
  }
  // The two differ by one number in every replicate, and nothing is known of what else they could do.
  const auto order =
      std::find_if(results.begin(), results.end(), [](const auto& r) { return r.name == "order"; });
  EXPECT_EQ(order->verdict, Verdict::undecided);
  EXPECT_NE(order->note.find("all replicates gave the same value"), std::string::npos) << order->note;
  EXPECT_TRUE(std::isnan(order->needed));
}

TEST(Checks, OneReplicateDecidesNothing) {
  for (const CheckResult& r : verdicts(
           check("with = \"ml\"\nmeasure = \"bias\"\nequals = \"theory\"", "bias") +
               check("with = \"ml\"\nmeasure = \"empirical_se\"\nequals = \"theory\"", "spread") +
               check("with = \"ml\"\nmeasure = \"empirical_se\"\nslope = \"theory\"", "spread_rate") +
               check("with = \"ml\"\nmeasure = \"rmse\"\nslope = -0.5", "rate") +
               check("measure = \"mean\"\napproaches = \"truth\"\nmargin = { absolute = 0.02 }", "limit") +
               check("with = \"miller_madow\"\nmeasure = \"bias\"\nbelow = \"ml\"", "rank") +
               check("with = \"miller_madow\"\nmeasure = \"empirical_se\"\nbelow = \"ml\"", "steady") +
               "[check.counts]\nsample = \"x\"\nfits = \"population\"\n",
           1)) {
    EXPECT_EQ(r.verdict, Verdict::undecided) << r.name;
    EXPECT_FALSE(r.needed <= 1) << r.name;
  }
}

TEST(Checks, AnExpectedRefutationIsAsExpected) {
  const std::string wrong = "with = \"ml\"\nmeasure = \"bias\"\nequals = 0\nmargin = { absolute = 1e-4 }\n";
  const auto results = verdicts(check(wrong + "expect = \"refuted\"", "a") + check(wrong, "b"));
  EXPECT_EQ(results[0].verdict, Verdict::refuted);
  EXPECT_TRUE(results[0].as_expected());
  EXPECT_FALSE(results[1].as_expected());
}

// The number of replicates that an undecided check asks for decides it, in most of some repetitions (it is
// made for a chance of 0.99).
TEST(Checks, TheReplicatesSaidToBeNeededSuffice) {
  const std::string c =
      check("with = \"ml\"\nmeasure = \"bias\"\nequals = \"theory\"\nmargin = { relative = 0.05 }");
  int decided = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const CheckResult first = verdicts(c, 100, entropy, sizes, law, seed).at(0);
    ASSERT_EQ(first.verdict, Verdict::undecided);
    ASSERT_GT(first.needed, 100);
    ASSERT_LT(first.needed, 1e6);
    const auto needed = static_cast<std::uint64_t>(first.needed);
    decided +=
        verdicts(c, needed, entropy, sizes, law, seed + 100).at(0).verdict == Verdict::confirmed ? 1 : 0;
    // The mutant: a tenth of them decides nothing.
    EXPECT_EQ(verdicts(c, needed / 10, entropy, sizes, law, seed + 100).at(0).verdict, Verdict::undecided);
  }
  EXPECT_GE(decided, 9);
}

TEST(Checks, AskingForAnUndeclaredNumberOfReplicatesIsExploratory) {
  const std::string c = check("with = \"ml\"\nmeasure = \"bias\"\nat_most = 0");
  EXPECT_EQ(verdicts(c + "[verdict]\nlooks = [100, 400]\n", 400).at(0).verdict, Verdict::confirmed);
  const CheckResult r = verdicts(c + "[verdict]\nlooks = [100, 400]\n", 300).at(0);
  EXPECT_EQ(r.verdict, Verdict::exploratory);
  EXPECT_FALSE(r.as_expected());
  EXPECT_NE(r.note.find("would be confirmed"), std::string::npos) << r.note;
  // Each of two looks has half the level.
  const CheckResult half = verdicts(c + "[verdict]\nlooks = [100, 400]\nlevel = 0.02\n", 400).at(0);
  EXPECT_DOUBLE_EQ(half.confidence, 1 - 2 * 0.01);
}

// Three sizes of one scenario at level 0.01: 1 - 0.01/3 to refute, 1 - 0.02 to confirm. Two scenarios share.
TEST(Checks, LevelsAreSharedAmongPointsAndScenarios) {
  const std::string c = check("with = \"ml\"\nmeasure = \"rmse\"\nat_most = 1");
  const CheckResult one = verdicts(c, 200).at(0);
  EXPECT_DOUBLE_EQ(one.wide_confidence, 1 - 0.01 / 3);
  EXPECT_DOUBLE_EQ(one.confidence, 0.98);
  EXPECT_EQ(one.points, 3);
  const CheckResult two =
      verdicts(c, 200, entropy, sizes, "law = \"bernoulli\"\np = { grid = [0.3, 0.4] }").at(0);
  EXPECT_DOUBLE_EQ(two.wide_confidence, 1 - 0.01 / 6);
  EXPECT_EQ(two.points, 6);
}

TEST(Checks, TooFewReplicatesForASkewedMeanDecideOnlyWhatIsFarOff) {
  // Perplexity of a law with one rare class: the error of 40 replicates at n = 16 is far from normal.
  const auto at_most = [](const std::string& bound) {
    const std::string c =
        "[check.c]\nestimate = \"PP\"\nmeasure = \"mean\"\nat_most = " + bound + "\nat = { \"x.n\" = 16 }\n";
    return verdicts(c, 40, "[estimate.PP]\nof = \"perplexity\"\non = \"x\"\nwith = \"ml\"\n", sizes,
                    "law = \"bernoulli\"\np = 0.02")
        .at(0);
  };
  const CheckResult near = at_most("1.15"), far = at_most("5");
  EXPECT_EQ(near.verdict, Verdict::undecided);
  EXPECT_GT(near.needed, 40);
  EXPECT_EQ(far.verdict, Verdict::confirmed);
  // Of two classes the perplexity lies between 1 and 2.
  for (const CheckResult& r : {near, far}) EXPECT_NE(r.note.find("known range"), std::string::npos) << r.note;
}

TEST(Checks, SpreadsOfHeavyTailedErrorsAreBoundedByTheirRange) {
  const std::string c =
      "[check.c]\nestimate = \"PP\"\nmeasure = \"empirical_se\"\nat_most = 0.1\nat = { \"x.n\" = 256 }\n";
  const std::string perplexity = "[estimate.PP]\nof = \"perplexity\"\non = \"x\"\nwith = \"ml\"\n";
  const auto result = [&](const char* p) {
    return verdicts(c, 1000, perplexity, sizes, std::string("law = \"bernoulli\"\np = ") + p).at(0);
  };
  // Squares of nearly normal errors: coefficient of variation sqrt 2.
  EXPECT_EQ(result("0.3").note, "");
  EXPECT_EQ(result("0.3").verdict, Verdict::confirmed);
  // 25 samples of 1000 have seen two classes. With the range 1 of perplexities a spread of 0.1 means a mean
  // square of 0.01, that of 0.1 replicates at the end of it.
  EXPECT_EQ(result("0.0001").note, "limits by the known range of the estimates");
  EXPECT_EQ(result("0.0001").verdict, Verdict::confirmed);
}

// Miller and Madow's estimate exceeds the plug-in by (s - 1)/(2n) with s classes seen; of two classes with
// p = 0.0005 the rarer is seen in 64 draws with chance 0.0315, in 200 replicates 6.3 times. That the mean
// difference is at least its true value is refuted by the t interval if it was seen in 0, 1 or 2 of them
// (0.052), ten times the tail of the level; with the guard in none of them alone (0.0017): 14 or more in 1000
// studies have a chance below 1e-7, and the t interval refutes some 52 of them.
TEST(Checks, ASkewedDifferenceIsNotRefutedByAFewReplicates) {
  const double exact = (1 - std::pow(0.9995, 64)) / 128;
  const std::string asked =
      entropy + "against = \"ml\"\n" +
      check(fmt::format("with = \"miller_madow\"\nmeasure = \"difference\"\nat_least = {}", exact));
  int refuted = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const test::Planned plan =
        test::plan_of(test::study_text("law = \"bernoulli\"\np = 0.0005", "n = 64", asked, 200, seed));
    const Gathered gathered = test::gathered(plan, 1);
    const PredictionTable none = {std::vector<SeriesPrediction>(plan.scenarios[0].series.size())};
    refuted += judge_checks(plan, gathered, none).at(0).verdict == Verdict::refuted ? 1 : 0;
  }
  EXPECT_LT(refuted, 14);
}

TEST(Checks, IdentitiesHoldOrDoNot) {
  const std::string two =
      "[model.m]\nsmoothing = \"lidstone\"\na = 0.5\n[estimate.H]\nof = \"cross_entropy\"\non = \"x\"\nmodel "
      "= "
      "\"m\"\nwith = [\"in_sample\", \"fresh\", { use = \"fresh\", label = \"again\" }]\n";
  const auto results = verdicts(
      check("with = [\"fresh\", \"again\"]\nmeasure = \"identity\"\nequals = \"theory\"", "same") +
          check("with = \"in_sample\"\nto = \"fresh\"\nmeasure = \"identity\"\nequals = \"theory\"",
                "other") +
          check("with = \"again\"\nto = \"fresh\"\nmeasure = \"max_abs_difference\"\nat_most = 1e-8", "most"),
      100, two);
  EXPECT_EQ(results[0].verdict, Verdict::confirmed);
  EXPECT_EQ(results[0].value, 0);
  EXPECT_EQ(results[1].verdict, Verdict::refuted);
  EXPECT_GT(results[1].value, 1e-3);
  EXPECT_EQ(results[2].verdict, Verdict::confirmed);
}

TEST(Checks, AtChoosesSizesPopulationsAndParameters) {
  const std::string grid = "law = \"bernoulli\"\np = { grid = [0.1, 0.3, 0.5] }";
  const auto points = [&](const std::string& at) {
    const auto r =
        verdicts(check("with = \"ml\"\nmeasure = \"rmse\"\nat_most = 1\n" + at), 64, entropy, sizes, grid);
    return r.empty() ? -1 : r[0].points;
  };
  EXPECT_EQ(points(""), 9);
  EXPECT_EQ(points("at = { \"x.n\" = 64 }"), 3);
  EXPECT_EQ(points("at = { \"x.n\" = { from = 64 } }"), 6);
  EXPECT_EQ(points("at = { x.n = [16, 64] }"), 6);
  EXPECT_EQ(points("at = { \"x.from\" = \"p\" }"), 9);
  EXPECT_EQ(points("at = { p = { to = 0.3 } }"), 6);
  EXPECT_EQ(points("at = { \"population.p.p\" = 0.5, \"x.n\" = 256 }"), 1);
  EXPECT_EQ(points("at = { \"estimate.H.on\" = \"x\" }"), 9);
}

}  // namespace
}  // namespace plim::checks_test
