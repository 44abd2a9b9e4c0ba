#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/verdict/checks.hpp"

namespace plim::margins_test {
namespace {

// One cell of a table, of probability 0.01, in samples of 10: sd = sqrt(0.01 x 0.99 / 10) = 0.031464.
const std::string cell =
    "law = \"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"n\", \"y\"], [\"n\", \"y\"]]\n"
    "table = [[0.93, 0.04], [0.02, 0.01]]";
const std::string estimate =
    "[estimate.H]\nof = { probability = { A = \"y\", B = \"y\" } }\non = \"x\"\n"
    "with = \"frequency\"\ninterval = { level = 0.9 }\n";

std::string study(const std::string& check) {
  const std::string head = check.rfind("sample", 0) == 0 ? "[check.c]\n" : "[check.c]\nestimate = \"H\"\n";
  return test::study_text(cell, "n = 10", estimate + head + check + "\n", 2000);
}

std::string fault(const std::string& check) {
  const auto faults = test::faults_of(study(check));
  if (faults.empty()) return "none";
  EXPECT_EQ(faults.size(), 1U) << check << ": " << faults[1];
  return faults[0].substr(faults[0].find("check.c"));
}

TEST(Margins, WhatCannotFailIsAFault) {
  const struct {
    std::string check, message;
  } cases[] = {
      {"measure = \"bias\"\nequals = \"theory\"\nmargin = { sd = 100 }",
       "check.c.margin.sd: is 100, but must be at most 10: a wider margin cannot fail"},
      {"measure = \"bias\"\nequals = \"theory\"\nmargin = { absolute = 0.01, relative = 1.5 }",
       "check.c.margin.relative: is 1.5, but must be at most 1: a wider margin cannot fail"},
      {"sample = \"x\"\nfits = \"population\"\nmargin = { relative = 2 }",
       "check.c.margin.relative: is 2, but must be at most 1: a wider margin cannot fail"},
      {"measure = \"coverage\"\nequals = 0.9\nmargin = { absolute = 1 }",
       "check.c.margin: allows every coverage that there is: the check cannot fail"},
      {"measure = \"coverage\"\nequals = 0.5\nmargin = { absolute = 0.5 }",
       "check.c.margin: allows every coverage that there is: the check cannot fail"},
      {"measure = \"coverage\"\nequals = 0.9\nmargin = { relative = 1 }",
       "check.c.margin: allows every coverage that there is: the check cannot fail"},
      {"measure = \"coverage\"\nat_least = 0.9\nmargin = { absolute = 0.9 }",
       "check.c.margin: allows every coverage that there is: the check cannot fail"},
      {"measure = \"coverage\"\nat_least = 0",
       "check.c.at_least: is 0, which allows every coverage that there is: the check cannot fail"},
      {"measure = \"coverage_with_failures\"\nat_most = 1",
       "check.c.at_most: is 1, which allows every coverage_with_failures that there is: the check cannot "
       "fail"},
      {"measure = \"rmse\"\nat_least = 0",
       "check.c.at_least: is 0, which allows every rmse that there is: the check cannot fail"},
      {"measure = \"empirical_se\"\nabove = -1",
       "check.c.above: is -1, which allows every empirical_se that there is: the check cannot fail"},
      {"measure = \"failure_rate\"\nbelow = 2",
       "check.c.below: is 2, which allows every failure_rate that there is: the check cannot fail"}};
  for (const auto& [check, message] : cases) EXPECT_EQ(fault(check), message) << check;
}

TEST(Margins, TheFaultIsAtTheNumberItself) {
  const std::string text = study("measure = \"bias\"\nequals = \"theory\"\nmargin = { sd = 100 }");
  const std::size_t line =
      1 + static_cast<std::size_t>(std::count(
              text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("margin")), '\n'));
  const auto faults = test::faults_of(text);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].rfind("study:" + std::to_string(line) + ":17:", 0), 0U) << faults[0];
}

TEST(Margins, WhatCanFailIsNoFault) {
  for (const char* check :
       {"measure = \"bias\"\nequals = \"theory\"\nmargin = { sd = 10, relative = 1 }",
        "measure = \"coverage\"\nequals = 0.9\nmargin = { absolute = 0.5 }",
        "measure = \"coverage\"\nequals = 0.5\nmargin = { absolute = 0.49 }",
        "measure = \"coverage\"\nat_least = 0.9\nmargin = { absolute = 0.8 }",
        "measure = \"coverage\"\nat_most = 0", "measure = \"rmse\"\nat_most = 0",
        "measure = \"bias\"\nat_least = 0", "measure = \"mse\"\nequals = 0\nmargin = { absolute = 1 }"})
    EXPECT_EQ(fault(check), "none") << check;
}

CheckResult result(const std::string& check) {
  const test::Planned plan = test::plan_of(study(check));
  return test::conducted(plan).checks.at(0);
}

TEST(Margins, EachSaysWhereItComesFrom) {
  const struct {
    const char *check, *margin;
  } cases[] = {
      {"measure = \"bias\"\nequals = 0", "usual margin: 0.1 sd of one estimate"},
      {"measure = \"bias\"\nequals = 0.5", "usual margin: relative 0.1"},  // 0.05 > 0.1 x 0.0315
      {"measure = \"mean\"\nequals = 0.012", "usual margin: 0.1 sd of one estimate"},
      {"measure = \"rmse\"\nequals = \"theory\"", "usual margin: relative 0.1"},
      {"measure = \"bias\"\nequals = 0\nmargin = { absolute = 0.02 }", "margin: absolute 0.02"},
      {"measure = \"bias\"\nequals = 0\nmargin = { absolute = 1e-6, sd = 0.5 }",
       "margin: 0.5 sd of one estimate"},
      {"measure = \"coverage\"\nat_least = 0.9\nmargin = { relative = 0.05 }", "margin: relative 0.05"},
      {"measure = \"bias\"\nat_most = 0", ""},
      {"sample = \"x\"\nfits = \"population\"", "usual margin: relative 0.01"},
      {"sample = \"x\"\nfits = \"population\"\nmargin = { relative = 0.1 }", "margin: relative 0.1"}};
  for (const auto& [check, margin] : cases) EXPECT_EQ(result(check).margin, margin) << check;
}

TEST(Margins, AWideOneIsNoted) {
  const CheckResult wide = result("measure = \"bias\"\nequals = \"theory\"\nmargin = { sd = 9 }");
  EXPECT_EQ(wide.note,
            "the margin is 9 times the standard deviation of one estimate: hardly anything could be refuted");
  // 0.35 / 0.031464
  EXPECT_EQ(
      result("measure = \"mean\"\nequals = 0.012\nmargin = { absolute = 0.35 }").note,
      "the margin is 11.1 times the standard deviation of one estimate: hardly anything could be refuted");
  for (const char* check : {"measure = \"bias\"\nequals = \"theory\"\nmargin = { sd = 1 }",
                            // Twice the standard deviation, but far from 0: it tells 0.9 from 1.
                            "measure = \"mean\"\nequals = 1\nmargin = { absolute = 0.07 }"})
    EXPECT_EQ(result(check).note.find("hardly anything"), std::string::npos) << result(check).note;
  const CheckResult refuted = result("measure = \"mean\"\nequals = 0.5\nmargin = { absolute = 0.3 }");
  EXPECT_EQ(refuted.verdict, Verdict::refuted);
  EXPECT_EQ(refuted.note, "");
}

}  // namespace
}  // namespace plim::margins_test
