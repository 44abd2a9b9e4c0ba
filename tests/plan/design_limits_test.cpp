#include "engine/fixtures.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::design_limits_test {
namespace {

std::string with_n(const std::string& n) {
  return test::study_text("law = \"normal\"\nmean = 0.0\nsd = 1.0\n", "n = " + n,
                          "[model.m]\nlikelihood = \"normal\"\n[estimate.m]\nof = \"mean\"\non = "
                          "\"x\"\nmodel = \"m\"\nwith = [\"mle\"]\n",
                          10);
}

std::string with_mean(const std::string& mean, const std::string& sd = "1.0") {
  return test::study_text("law = \"normal\"\nmean = " + mean + "\nsd = " + sd + "\n", "n = 5",
                          "[model.m]\nlikelihood = \"normal\"\n[estimate.m]\nof = \"mean\"\non = "
                          "\"x\"\nmodel = \"m\"\nwith = [\"mle\"]\n",
                          10);
}

void expect_fault(const std::string& text, const std::string& message) {
  const std::vector<std::string> faults = test::faults_of(text);
  ASSERT_FALSE(faults.empty()) << text;
  EXPECT_NE(faults[0].find(message), std::string::npos) << faults[0];
  EXPECT_EQ(faults[0].find("study:"), 0U) << faults[0] << " has no position";
}

TEST(Ranges, AreFiniteAndCountedBeforeTheyAreMade) {
  for (const auto& with : {with_n, +[](const std::string& range) { return with_mean(range); }}) {
    expect_fault(with("{ from = 1, to = 2, step = inf }"), "step must be a finite number > 0");
    expect_fault(with("{ from = 1, to = 2, step = nan }"), "step must be a finite number > 0");
    expect_fault(with("{ from = 1, to = 2, step = 1e-9 }"), "a grid has at most 1000000 points");
  }
  expect_fault(with_mean("{ from = inf, to = inf, step = 1 }"), "from and to must be finite");
  expect_fault(with_mean("{ from = 1, to = inf, per_decade = 1 }"), "from and to must be finite");
  expect_fault(with_mean("{ from = nan, to = 3, points = 4 }"), "from and to must be finite");
  expect_fault(with_mean("{ from = 1e300, to = 1e300, step = 1 }"), "step is too small to tell");
  expect_fault(with_mean("{ from = 1e300, to = 2e300, step = 1 }"), "a grid has at most 1000000 points");
  expect_fault(with_mean("{ from = -1e308, to = 1e308, step = 1e300 }"), "a grid has at most 1000000 points");
  expect_fault(with_mean("{ from = 9007199254740992, to = 9007199254740996, step = 0.5 }"),
               "step is too small to tell numbers near the ends apart");
}

std::vector<double> means_of(const std::string& mean) {
  return test::plan_of(with_mean(mean)).groups[0].axes[0].numbers;
}

TEST(Ranges, OfHugeAndTinyNumbersAreRight) {
  EXPECT_EQ(means_of("{ from = -1.5e308, to = 1.5e308, step = 1.5e308 }"),
            (std::vector<double>{-1.5e308, 0, 1.5e308}));
  EXPECT_EQ(means_of("{ from = 7, to = 7, step = 1 }"), std::vector<double>{7});
  const std::vector<double> wide = means_of("{ from = 1e-300, to = 1e300, points = 3 }");
  ASSERT_EQ(wide.size(), 3U);
  EXPECT_NEAR(wide[1], 1, 1e-12);
  EXPECT_EQ(means_of("{ from = 0, to = 1, step = 0.1 }").size(), 11U);
}

TEST(DesignLimits, ProductsOfGridsAreCountedBeforeTheyAreMade) {
  expect_fault(with_mean("{ from = 0, to = 1, step = 1e-5 }", "{ from = 1, to = 2, step = 1e-5 }"),
               "population.p: its grids multiply to 1.00002e+10 points");
  // Just below and above 10^6 scenarios, by two samples.
  const std::string two = "[sample.y]\nfrom = \"p\"\nn = 6\n";
  expect_fault(with_mean("{ from = 1, to = 1001, step = 1 }", "{ from = 1, to = 500, step = 1 }") + two,
               "the study would have 1.001e+06 scenarios, but 1000000 are the most");
}

TEST(DesignLimits, SeriesOfGridsAreCountedToo) {
  const std::string prior =
      "{ law = \"beta\", alpha = { from = 1, to = 2, step = 1e-4 }, beta = { from = 1, to = 2, step = 1e-4 } "
      "}";
  expect_fault(test::study_text("law = \"bernoulli\"\np = 0.5\n", "n = 5",
                                "[model.m]\nlikelihood = \"bernoulli\"\nprior = { p = " + prior +
                                    " }\n[estimate.m]\nof = \"p\"\non = \"x\"\nmodel = \"m\"\nwith = "
                                    "[\"posterior_mean\"]\n",
                                10),
               "estimate.m: has 1.0002e+08 series at each point of its population");
}

/// The faults of a study on a machine of so many bytes.
std::vector<std::string> faults_with_memory(const std::string& text, std::uint64_t memory) {
  const test::TemporaryFile file("memory.toml", text);
  Faults faults;
  RawStudy raw = read_toml(file.path(), faults.list());
  const Catalogue catalogue = standard_catalogue();
  PlanOptions options;
  options.memory = memory;
  make_plan(parse_study(raw.root, catalogue, faults), catalogue, ".", options, faults);
  std::vector<std::string> messages;
  for (const Fault& fault : faults.list()) messages.push_back(fault.message);
  return messages;
}

TEST(DesignLimits, AResultThatTakesMoreThanHalfOfMemoryIsRefused) {
  // 8 bytes a replicate are kept: 80 MB, and a file of as much, which is made in three times that.
  std::string text = with_n("5");
  text.replace(text.find("fixed = 10"), 10, "fixed = 10_000_000");
  text += "[output]\nkeep = \"estimates\"\n";
  EXPECT_TRUE(faults_with_memory(text, 660'000'000).empty());
  const std::vector<std::string> faults = faults_with_memory(text, 620'000'000);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("the run would need 320."), std::string::npos) << faults[0];
}

TEST(DesignLimits, AReplicateThatTakesMoreThanHalfOfMemoryIsRefused) {
  std::string text = with_n("100_000_000");
  text.replace(text.find("\nn = "), 5, "\nroute = \"draw\"\nn = ");
  EXPECT_TRUE(faults_with_memory(text, 2'000'000'000).empty());
  const std::vector<std::string> faults = faults_with_memory(text, 1'000'000'000);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("one replicate would need 800.0 MB, more than half of the memory here, 500.0 MB"),
            std::string::npos)
      << faults[0];
}

}  // namespace
}  // namespace plim::design_limits_test
