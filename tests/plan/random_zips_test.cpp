#include "engine/fixtures.hpp"

// Equal zips of one population move together, wherever in it they stand.
namespace plim::random_zips_test {
namespace {

const std::string mean =
    "[model.m]\nlikelihood = \"gamma\"\n[estimate.m]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = "
    "\"mle\"\n";

/// A gamma whose shape is drawn from a gamma with that shape; scale and n as given.
std::string drawn_shape(const std::string& shape, const std::string& scale, const std::string& sample) {
  return test::study_text("law = \"gamma\"\nscale = " + scale +
                              "\nshape = { random = { law = \"gamma\", scale = 0.5, shape = " + shape +
                              " } }",
                          sample + "\npath = \"independent\"", mean, 64);
}

std::string normal(const std::string& mean_law, const std::string& sd_law, const std::string& sample) {
  return test::study_text(
      "law = \"normal\"\nmean = { random = { law = \"normal\", " + mean_law +
          " } }\nsd = { random = { law = \"gamma\", " + sd_law + " } }",
      sample + "\npath = \"independent\"",
      "[model.m]\nlikelihood = \"normal\"\n[estimate.m]\nof = \"mean\"\non = \"x\"\nmodel "
      "= \"m\"\nwith = \"mle\"\n",
      64);
}

std::vector<std::string> laws_of(const Plan& plan) {
  std::vector<std::string> laws;
  for (const ScenarioPlan& scenario : plan.scenarios) laws.push_back(scenario.population->readable());
  return laws;
}

std::string only_fault(const std::string& text) {
  const std::vector<std::string> faults = test::faults_of(text);
  EXPECT_EQ(faults.size(), 1U) << text;
  return faults.empty() ? "" : faults[0];
}

using Strings = std::vector<std::string>;

TEST(RandomZips, AFixedAndADrawnParameter) {
  const test::Planned plan = test::plan_of(drawn_shape(
      "{ grid = [2, 3], zip = \"z\" }", "{ grid = [1, 2], zip = \"z\" }", "n = { grid = [5, 10] }"));
  EXPECT_EQ(laws_of(plan), (Strings{"gamma(scale=1.0, shape ~ gamma(scale=0.5, shape=2.0))",
                                    "gamma(scale=2.0, shape ~ gamma(scale=0.5, shape=3.0))"}));
  ASSERT_EQ(plan.groups.at(0).axes.size(), 1U);
  EXPECT_EQ(plan.groups[0].axes[0].name, "z");
  EXPECT_EQ(plan.groups[0].axes[0].path, "population.p.z");
  EXPECT_EQ(plan.groups[0].axes[0].strings,
            (Strings{"scale=1.0, shape.random.shape=2.0", "scale=2.0, shape.random.shape=3.0"}));
}

TEST(RandomZips, TwoDrawnParameters) {
  const test::Planned plan =
      test::plan_of(normal("mean = { grid = [0, 3], zip = \"z\" }, sd = 1",
                           "shape = { grid = [2, 4], zip = \"z\" }, scale = 1", "n = { grid = [5, 10] }"));
  EXPECT_EQ(laws_of(plan),
            (Strings{"normal(mean ~ normal(mean=0.0, sd=1.0), sd ~ gamma(scale=1.0, shape=2.0))",
                     "normal(mean ~ normal(mean=3.0, sd=1.0), sd ~ gamma(scale=1.0, shape=4.0))"}));
}

TEST(RandomZips, SizesMoveWithThem) {
  const std::string n = "n = { grid = [10, 5], zip = \"z\" }";
  const test::Planned mixed =
      test::plan_of(drawn_shape("{ grid = [2, 3], zip = \"z\" }", "{ grid = [1, 2], zip = \"z\" }", n));
  EXPECT_EQ(mixed.groups.at(0).axes.at(0).strings,
            (Strings{"scale=1.0, shape.random.shape=2.0, n=10", "scale=2.0, shape.random.shape=3.0, n=5"}));
  // Of a drawn parameter alone, along the second axis.
  const test::Planned drawn =
      test::plan_of(drawn_shape("{ grid = [2, 3], zip = \"z\" }", "{ grid = [1, 2, 4] }", n));
  ASSERT_EQ(drawn.scenarios.size(), 6U);
  ASSERT_EQ(drawn.groups.at(0).n_axis, 1U);
  EXPECT_EQ(drawn.groups[0].axes[1].path, "population.p.shape.random.z");
  EXPECT_EQ(drawn.groups[0].axes[1].strings, (Strings{"shape=2.0, n=10", "shape=3.0, n=5"}));
  for (std::size_t s = 0; s < 6; ++s)
    EXPECT_EQ(*drawn.scenarios[s].sizes, std::vector<std::int64_t>{s % 2 == 0 ? 10 : 5});
}

// A parameter may have the name of a zip; n moves with the zip.
TEST(RandomZips, AnAxisOfThatNameIsNoZip) {
  const test::Planned plan = test::plan_of(drawn_shape(
      "{ grid = [2, 3], zip = \"scale\" }", "{ grid = [1, 2] }", "n = { grid = [10, 5], zip = \"scale\" }"));
  EXPECT_EQ(plan.groups.at(0).n_axis, 1U);
  EXPECT_EQ(plan.groups[0].axes[0].numbers, (std::vector<double>{1, 2}));
}

TEST(RandomZips, OneDrawnParameterKeepsItsTable) {
  const test::Planned plan =
      test::plan_of(normal("mean = { grid = [0, 3], zip = \"z\" }, sd = { grid = [1, 2], zip = \"z\" }",
                           "shape = 2, scale = 1", "n = 5"));
  EXPECT_EQ(plan.groups.at(0).axes.at(0).path, "population.p.mean.random.z");
  EXPECT_EQ(plan.groups[0].axes[0].strings, (Strings{"mean=0.0, sd=1.0", "mean=3.0, sd=2.0"}));
}

TEST(RandomZips, LengthsMustBeEqual) {
  EXPECT_NE(
      only_fault(drawn_shape("{ grid = [2, 3, 4], zip = \"z\" }", "{ grid = [1, 2], zip = \"z\" }", "n = 5"))
          .find("population.p.shape.random.shape: has 3 values, but zip \"z\" has 2"),
      std::string::npos);
  EXPECT_NE(only_fault(normal("mean = { grid = [0, 3], zip = \"z\" }, sd = 1",
                              "shape = { grid = [2], zip = \"z\" }, scale = 1", "n = 5"))
                .find("population.p.sd.random.shape: has 1 values, but zip \"z\" has 2"),
            std::string::npos);
  EXPECT_NE(only_fault(normal("mean = { grid = [0, 3], zip = \"z\" }, sd = { grid = [1], zip = \"z\" }",
                              "shape = 2, scale = 1", "n = 5"))
                .find("population.p.mean.random.sd: has 1 values, but zip \"z\" has 2"),
            std::string::npos);
}

}  // namespace
}  // namespace plim::random_zips_test
