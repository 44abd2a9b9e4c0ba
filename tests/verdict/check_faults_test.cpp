#include "check_study.hpp"
#include "engine/fixtures.hpp"

namespace plim::check_faults_test {
namespace {

using namespace test::check_study;

struct BadCheck {
  std::string text, message;
};

TEST(Checks, EachBadCheckIsOneFaultWithItsPlace) {
  const std::string good = "measure = \"bias\"\n";
  const BadCheck cases[] = {
      {"with = \"mll\"\n" + good + "at_most = 0",
       "check.c.with: unknown series of H \"mll\"; it has ml, miller_madow (did you mean \"ml\"?)"},
      {"measure = \"bais\"\nat_most = 0",
       "check.c.measure: unknown measure \"bais\" (did you mean \"bias\"?)"},
      {good,
       "check.c: has none of the verbs equals, at_least, at_most, below, above, within, slope, approaches, "
       "fits"},
      {good + "within = 0.5", "check.c.within: is 0.5, but must be [lower, upper]"},
      {good + "within = [0.5, 0.25]", "check.c.within: is [0.5, 0.25], but must be [lower, upper]"},
      {good + "within = [0.5, 0.5]", "check.c.within: is [0.5, 0.5], but must be [lower, upper]"},
      {good + "within = [0, inf]", "check.c.within: is [0, inf], but must be [lower, upper]"},
      {good + "within = [0, 1, 2]", "check.c.within: is [0, 1, 2], but must be [lower, upper]"},
      {"measure = \"failure_rate\"\nwithin = [0, 1]",
       "check.c.within: is [0, 1], which allows every failure_rate that there is: the check cannot fail"},
      {"measure = \"identity\"\nwithin = [0, 1]",
       "check.c: miller_madow: identity goes with equals = \"theory\""},
      {"measure = \"quantile\"\nat_most = 1",
       "check.c.measure: quantile is of a number: { quantile = order }"},
      {"measure = { quantile = 1.5 }\nat_most = 1",
       "check.c.measure: the order of quantile is 1.5, but must be a number above 0 and below 1"},
      {"measure = { bias = 1 }\nat_most = 1", "check.c.measure: bias is of no number; write \"bias\""},
      {"measure = { quantil = 0.5 }\nat_most = 1",
       "check.c.measure: unknown measure \"quantil\" (did you mean \"quantile\"?)"},
      {"measure = 3\nat_most = 1",
       "check.c.measure: is 3, but must be the name of a measure, or { NAME = number }"},
      {"measure = { rejection_rate = 0 }\nat_most = 0.1",
       "check.c: miller_madow: rejection_rate of H needs an interval; give the estimate interval = { level = "
       "... } "
       "and an "
       "estimator that has one"},
      {good + "at_most = 0\nequals = 0",
       "check.c: has several verbs: equals, at_most; write one check for each"},
      {good + "equals = \"theroy\"",
       "check.c.equals: is \"theroy\", but must be a number or \"theory\" (did you mean \"theory\"?)"},
      {good + "at_most = nan", "check.c.at_most: is nan, but must be a number"},
      {good + "below = \"jack\"", "check.c.below: unknown series of H \"jack\"; it has ml, miller_madow"},
      {"with = \"ml\"\n" + good + "below = \"ml\"",
       "check.c: bias compares a series with another, and no other is selected"},
      {good + "equals = 0\nmargin = { relative = 0.1 }",
       "check.c: miller_madow: a relative margin around 0 is nothing; give absolute or sd"},
      {good + "equals = 0\nmargin = {}", "check.c.margin: is empty; give relative, absolute or sd"},
      {good + "equals = 0\nmargin = { absolute = -1 }",
       "check.c.margin.absolute: is -1, but a margin must be above 0"},
      {good + "equals = 0\nmargin = { absolut = 1 }",
       "check.c.margin.absolut: unknown key (did you mean \"absolute\"?)"},
      {good + "equals = 0\nmargin = 0.1", "check.c.margin: must be a table, not a number"},
      {good + "at_most = 0\nat = { \"x.n\" = 17 }",
       "check.c.at.x.n: selects nothing by 17; it has 16, 64, 256"},
      {good + "at_most = 0\nat = { \"x.n\" = { from = 1000 } }",
       "check.c.at.x.n: selects nothing; it has 16, 64, 256"},
      {good + "at_most = 0\nat = { \"x.m\" = 16 }",
       "check.c.at: unknown axis \"x.m\" (did you mean \"x.n\"?)"},
      {good + "at_most = 0\nat = { \"x.n\" = [] }", "check.c.at.x.n: is an empty list"},
      {good + "at_most = 0\nat = { \"x.n\" = { from = 64, to = 16 } }", "check.c.at.x.n: to is below from"},
      {good + "at_most = 0\nexpect = \"refutted\"",
       "check.c.expect: is \"refutted\", but must be one of \"confirmed\", \"refuted\" (did you mean "
       "\"refuted\"?)"},
      {"measure = \"coverage\"\nat_least = 0.9",
       "check.c: miller_madow: coverage of H needs an interval; give the estimate interval = { level = ... } "
       "and an "
       "estimator that has one"},
      {"measure = \"coverage\"\nequals = \"theory\"",
       "check.c: miller_madow: coverage of H needs an interval; give the estimate interval = { level = ... } "
       "and an "
       "estimator that has one"},
      {"measure = \"difference\"\nat_most = 0",
       "check.c: miller_madow: difference of H needs a reference; give the estimate against = ..."},
      {"measure = \"rmse\"\nslope = -0.5\nat = { \"x.n\" = 16 }",
       "check.c: miller_madow: a slope needs two sizes or more"},
      {"measure = \"rmse\"\nslope = -0.5\nmargin = { sd = 1 }",
       "check.c: miller_madow: the margin of a slope is absolute or relative, not in sd"},
      {"measure = \"bias\"\napproaches = \"truth\"",
       "check.c: miller_madow: only the mean approaches the truth; bias approaches a number"},
      {"measure = \"identity\"\nat_most = 1",
       "check.c: miller_madow: identity goes with equals = \"theory\""},
      {"with = \"ml\"\nmeasure = \"identity\"\nequals = \"theory\"",
       "check.c: identity compares a series with another, and no other is selected"},
      {good + "at_most = 0\nmargn = 1", "check.c.margn: unknown key (did you mean \"margin\"?)"}};
  for (const BadCheck& c : cases) {
    const auto faults = test::faults_of(test::study_text(law, sizes, entropy + check(c.text), 10));
    ASSERT_EQ(faults.size(), 1U) << c.text << "\n" << (faults.empty() ? "none" : faults[1]);
    const std::size_t at = faults[0].find("error: ");
    EXPECT_EQ(faults[0].substr(at + 7), c.message);
    EXPECT_EQ(faults[0].rfind("study:1", 0), 0U) << faults[0];  // lines 10 and on
  }
}

TEST(Checks, TheRestOfTheStudyIsCheckedToo) {
  const auto faults = [](const std::string& more, const std::string& estimates = entropy) {
    const auto all = test::faults_of(test::study_text(law, sizes, estimates + more, 10));
    return all.empty() ? std::string("none") : all[0].substr(all[0].find("error: ") + 7);
  };
  EXPECT_EQ(faults("[check.c]\nestimate = \"h\"\nmeasure = \"bias\"\nat_most = 0\n"),
            "check.c.estimate: unknown estimate \"h\" (did you mean \"H\"?)");
  EXPECT_EQ(faults("[check.c]\nmeasure = \"bias\"\nat_most = 0\n"), "check.c: has no key \"estimate\"");
  EXPECT_EQ(faults("[verdict]\nlevel = 0.6\n"), "verdict.level: must be above 0 and below 0.5");
  EXPECT_EQ(faults("[verdict]\nlooks = [10, 5]\n"), "verdict.looks: must ascend: positive integers");
  EXPECT_EQ(faults("[verdict]\nlooks = []\n"), "verdict.looks: must list numbers of replicates");
  EXPECT_EQ(faults("", entropy + "against = \"jack\"\n"),
            "estimate.H.against: unknown series of H \"jack\"; it has ml, miller_madow");
  // No theory of the posterior mean under a prior that is not the population's kind... of a real population.
  const std::string normal =
      "[model.n]\nlikelihood = \"normal\"\n[estimate.v]\nof = \"variance\"\non = \"x\"\n"
      "model = \"n\"\nwith = \"mle\"\n";
  const auto all = test::faults_of(test::study_text(
      "law = \"exponential\"\nlambda = 1", sizes,
      normal + "[check.c]\nestimate = \"v\"\nmeasure = \"bias\"\nequals = \"theory\"\n", 10));
  ASSERT_EQ(all.size(), 1U) << all[0] << "\n" << all.back();
  EXPECT_NE(all[0].find("check.c: mle: theory has no prediction at any point that is selected"),
            std::string::npos)
      << all[0];
}

// The mean of a Cauchy law does not exist: it is not 0.
TEST(Checks, WhatNeedsATruthIsRefusedWhereTheMomentIsNotDefined) {
  const auto faults = [](const std::string& measure) {
    return test::faults_of(test::study_text(
        "law = \"student_t\"\nlocation = 1\nscale = 2\ndf = 1", sizes,
        "[estimate.H]\nof = \"mean\"\non = \"x\"\nwith = \"median\"\ninterval = { level = 0.95 }\n" +
            check(measure),
        10));
  };
  for (const std::string measure :
       {"bias", "relative_bias", "rmse", "mse", "coverage", "median_absolute_error"}) {
    const auto found = faults("measure = \"" + measure + "\"\nat_most = 0.5");
    ASSERT_EQ(found.size(), 1U) << measure;
    EXPECT_NE(found[0].find(measure + " of H needs a truth, and p has none"), std::string::npos) << found[0];
  }
  const auto approaches = faults("measure = \"mean\"\napproaches = \"truth\"");
  ASSERT_EQ(approaches.size(), 1U);
  EXPECT_NE(approaches[0].find("there is no truth to approach"), std::string::npos) << approaches[0];
  EXPECT_TRUE(faults("measure = \"empirical_se\"\nat_most = 5").empty());
  EXPECT_TRUE(faults("measure = \"bias_eliminated_coverage\"\nat_least = 0.5").empty());
}

}  // namespace
}  // namespace plim::check_faults_test
