#include "engine/fixtures.hpp"
#include "plim/io/results_file.hpp"
#include "plim/io/results_reader.hpp"
#include "plim/study/compare.hpp"

namespace plim::zip_test {
namespace {

const std::string mles =
    "[model.m]\nlikelihood = \"bernoulli\"\n[estimate.P]\nof = \"p\"\non = \"x\"\nmodel = \"m\"\n"
    "interval = { level = [0.9] }\nwith = \"mle\"\n";

std::string estimates() {
  std::string text = mles;
  const std::string list = "[0.9]";
  return text.replace(text.find(list), list.size(), "{ grid = [0.9, 0.5] }");
}

/// p = 0.1, 0.01 and 0.3 at 100, 1000 and 100 draws.
std::string zipped(const std::string& more = "") {
  return test::study_text("law = \"bernoulli\"\np = { grid = [0.1, 0.01, 0.3], zip = \"point\" }",
                          "n = { grid = [100, 1000, 100], zip = \"point\" }\npath = \"independent\"",
                          estimates() + more, 200);
}

std::string plain(const std::string& p, const std::string& n) {
  return test::study_text("law = \"bernoulli\"\np = " + p, "n = " + n + "\npath = \"independent\"",
                          estimates(), 200);
}

TEST(ZippedSizes, EachPointHasItsOwnSize) {
  const test::Planned plan = test::plan_of(zipped());
  ASSERT_EQ(plan.scenarios.size(), 3U);
  const GroupPlan& group = plan.groups.at(0);
  ASSERT_EQ(group.n_axis, 0U);
  EXPECT_EQ(group.axes[0].strings,
            (std::vector<std::string>{"p=0.1, n=100", "p=0.01, n=1000", "p=0.3, n=100"}));
  EXPECT_EQ(group.axes.size(), 2U);
  const std::int64_t sizes[] = {100, 1000, 100};
  for (std::size_t s = 0; s < 3; ++s) EXPECT_EQ(*plan.scenarios[s].sizes, std::vector{sizes[s]});
}

// The streams are those of the law and the size, not of the grid that they stand in.
TEST(ZippedSizes, TheNumbersAreThoseOfAPlainStudy) {
  const test::Planned plan = test::plan_of(zipped());
  const Results all = test::conducted(plan);
  const GroupResults& r = all.groups.at(0);
  const std::string ps[] = {"0.1", "0.01", "0.3"}, ns[] = {"100", "1000", "100"};
  for (std::size_t z = 0; z < 3; ++z) {
    const test::Planned alone = test::plan_of(plain(ps[z], ns[z]));
    EXPECT_EQ(alone.scenarios[0].keys[0].bits, plan.scenarios[z].keys[0].bits);
    const Results one = test::conducted(alone);
    const GroupResults& q = one.groups.at(0);
    for (std::size_t level = 0; level < 2; ++level) {
      const std::size_t p = z * 2 + level;
      EXPECT_EQ(r.size_at(p, 0), q.size_at(level, 0));
      EXPECT_EQ(r.truth[p], q.truth[level]);
      for (std::size_t k = 0; k < r.kept; ++k)
        EXPECT_EQ(r.kept_values[k * 6 + p], q.kept_values[k * 2 + level]);
      for (std::size_t m = 0; m < r.measures.size(); ++m) {
        const double a = r.measures[m].value[p], b = q.measures[m].value[level];
        EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << r.measures[m].measure->name;
        EXPECT_EQ(r.measures[m].count[p], q.measures[m].count[level]);
      }
    }
  }
}

TEST(ZippedSizes, AFileHoldsThemAlongTheirAxis) {
  const Results results = test::conducted(test::plan_of(zipped()));
  const test::TemporaryFile file("zip.h5", "");
  write_results(file.path(), results, {"", "", ""});
  const StoredResults stored = read_results(file.path(), standard_catalogue().measures());
  const GroupResults& r = stored.groups.at(0);
  EXPECT_EQ(r.n_axis, 0U);
  EXPECT_EQ(r.sizes, (std::vector<std::int64_t>{100, 1000, 100}));
  EXPECT_EQ(r.sizes_each(), 1U);
  EXPECT_EQ(r.size_at(3, 0), 1000);
  const Comparison same = compare(stored, stored);
  EXPECT_TRUE(same.empty());
  EXPECT_GT(same.compared, 0U);
}

TEST(ZippedSizes, ChecksSelectBySizeAndByPoint) {
  const test::Planned plan =
      test::plan_of(zipped("[check.a]\nestimate = \"P\"\nmeasure = \"bias\"\nequals = 0\nmargin = { sd = 0.5 "
                           "}\nat = { \"x.n\" = 100, level "
                           "= 0.9 }\n[check.b]\nestimate = \"P\"\nmeasure = \"rmse\"\nat_most = 1\nat = { "
                           "point = \"p=0.01, n=1000\" }\n"));
  EXPECT_EQ(plan.checks.at(0).curves.size(), 2U);
  EXPECT_EQ(plan.checks.at(1).curves.size(), 2U);
}

TEST(ZippedSizes, WhatCannotBeIsRefused) {
  const auto only = [](const std::string& text) {
    const std::vector<std::string> faults = test::faults_of(text);
    EXPECT_EQ(faults.size(), 1U) << text;
    return faults.empty() ? "" : faults[0];
  };
  const auto with = [](const std::string& p, const std::string& sample) {
    return test::study_text("law = \"bernoulli\"\np = " + p, sample, estimates(), 10);
  };
  const std::string grid = "{ grid = [0.1, 0.2], zip = \"z\" }";
  EXPECT_NE(only(with(grid, "n = { grid = [10, 20], zip = \"z\" }")).find("write path = \"independent\""),
            std::string::npos);
  for (const char* p : {"{ grid = [0.1, 0.2] }", "{ grid = [0.1, 0.2], zip = \"other\" }", "0.5",
                        "{ grid = [0.1, 0.2, 0.3], zip = \"z\" }"}) {
    EXPECT_NE(only(with(p, "n = { grid = [10, 20], zip = \"z\" }\npath = \"independent\""))
                  .find("sample.x.n: has 2 sizes with zip = \"z\", but population p has no grid of that zip"),
              std::string::npos);
  }
  EXPECT_NE(only(zipped("[check.s]\nestimate = \"P\"\nmeasure = \"rmse\"\nslope = -0.5\n"))
                .find("a curve along n is of one law, but n moves with the law (zip = \"point\")"),
            std::string::npos);
}

}  // namespace
}  // namespace plim::zip_test
