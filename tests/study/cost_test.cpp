#include "plim/study/cost.hpp"

#include "engine/fixtures.hpp"

namespace plim::cost_test {
namespace {

/// The pilots of a study whose populations, and what else it says, are given.
std::size_t pilots_of(const std::string& populations, const std::string& rest) {
  const test::Planned plan =
      test::plan_of("study = { seed = 1 }\n" + populations + "\n" + rest + "\nreplicates = { fixed = 64 }\n");
  return pilot_cost(plan, plan.allocation, Executor(1)).pilots;
}

const std::string shares =
    "sample.x = { from = \"b\", n = 5 }\n"
    "model.m = { likelihood = \"bernoulli\" }\n"
    "estimate.p = { of = \"p\", on = \"x\", model = \"m\", with = [\"mle\"] }\n";
const std::string entropies =
    "sample.x = { from = \"c\", n = 5 }\n"
    "estimate.H = { of = \"entropy\", on = \"x\", with = [\"ml\"] }\n";

TEST(Cost, AFewScenariosStandForTheirKind) {
  EXPECT_EQ(pilots_of("population.b = { law = \"bernoulli\", p = { grid = [0.1, 0.2, 0.4] } }", shares), 3u);
  EXPECT_EQ(
      pilots_of("population.b = { law = \"bernoulli\", p = { from = 0.01, to = 0.99, points = 10000 } }",
                shares),
      8u);
}

TEST(Cost, TwoAxesAreOneKind) {
  EXPECT_EQ(
      pilots_of("population.b = { law = \"normal\", mean = { from = 1, to = 2, points = 100 }, sd = { from "
                "= 1, to = 2, points = 100 } }",
                "sample.x = { from = \"b\", n = 5 }\n"
                "model.m = { likelihood = \"normal\" }\n"
                "estimate.p = { of = \"mean\", on = \"x\", model = \"m\", with = [\"mle\"] }\n"),
      8u);
}

TEST(Cost, MoreClassesAreAnotherKind) {
  // 1, 2 3, 4 .. 7, ..., 512 .. 1000 classes: 1 + 2 + 4 and seven kinds of eight at most.
  EXPECT_EQ(
      pilots_of("population.c = { law = \"categorical.uniform\", K = { from = 1, to = 1000, step = 1 } }",
                entropies),
      1u + 2 + 4 + 7 * 8);
}

TEST(Cost, OtherSizesEstimatorsAndRoutesAreOtherKinds) {
  const std::string population =
      "population.b = { law = \"bernoulli\", p = { from = 0.01, to = 0.99, points = 100 } }";
  EXPECT_EQ(pilots_of(population,
                      shares + "sample.y = { from = \"b\", n = 6 }\n"
                               "estimate.q = { of = \"p\", on = \"y\", model = \"m\", with = [\"mle\"] }\n"),
            16u);
  EXPECT_EQ(pilots_of(population,
                      shares + "sample.y = { from = \"b\", n = 5 }\n"
                               "estimate.q = { of = \"p\", on = \"y\", model = \"m\", with = [\"mle\"] }\n"),
            8u);
  EXPECT_EQ(pilots_of(population,
                      shares + "sample.y = { from = \"b\", n = 5, route = \"draw\" }\n"
                               "estimate.q = { of = \"p\", on = \"y\", model = \"m\", with = [\"mle\"] }\n"),
            16u);
}

TEST(Cost, EveryReplicateOfEveryScenarioCounts) {
  const test::Planned plan = test::plan_of(
      "study = { seed = 1 }\npopulation.b = { law = \"bernoulli\", p = { from = 0.01, to = 0.99, points = "
      "100 } }\n" +
      shares + "replicates = { fixed = 64 }\n");
  Allocation more = plan.allocation;
  more.replicates[1] = 1'000'000'000'000;  // of a scenario that is not tried itself
  const Executor one(1);
  EXPECT_GT(pilot_cost(plan, more, one).seconds, 1000 * pilot_cost(plan, plan.allocation, one).seconds);
}

}  // namespace
}  // namespace plim::cost_test
