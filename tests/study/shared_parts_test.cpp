#include "engine/fixtures.hpp"

namespace plim::shared_parts_test {
namespace {

const std::string rest =
    "replicates = { fixed = 100 }\ncheck.a = { estimate = \"e\", measure = \"rmse\", slope = -0.5 }\n";

TEST(SharedParts, ScenariosOfAGridHoldWhatTheyHaveAlikeOnce) {
  const test::Planned plan = test::plan_of(
      "study = { seed = 1 }\npopulation.p = { law = \"exponential\", lambda = { from = 1, to = 2, points = "
      "50 } }\n"
      "sample.x = { from = \"p\", n = { grid = [10, 20] } }\nmodel.m = { likelihood = \"exponential\" }\n"
      "estimate.e = { of = \"lambda\", on = \"x\", model = \"m\", with = [\"mle\"] }\n" +
      rest);
  ASSERT_EQ(plan.scenarios.size(), 50u);
  const ScenarioPlan& first = plan.scenarios.front();
  for (const ScenarioPlan& s : plan.scenarios) {
    EXPECT_EQ(&*s.names, &*first.names);
    EXPECT_EQ(&*s.sizes, &*first.sizes);
    EXPECT_EQ(&*s.made, &*first.made);
    EXPECT_EQ(&*s.derived, &*first.derived);
    EXPECT_EQ(&*s.joints, &*first.joints);
    EXPECT_EQ(s.estimators[0].bound, first.estimators[0].bound);
    ASSERT_EQ(s.estimators.size(), 2u);  // and the score, which is bound at the true parameters
    EXPECT_EQ(&*s.estimators[1].facts, &*first.estimators[1].facts);
    EXPECT_TRUE(&s == &first || s.estimators[1].bound != first.estimators[1].bound);
    EXPECT_EQ(&*s.knowns[0], &*first.knowns[0]);
    EXPECT_EQ(&*s.series[0].names, &*first.series[0].names);
  }
  EXPECT_EQ(first.joints.size(), 1u);
  EXPECT_DOUBLE_EQ(*plan.scenarios[49].series[0].truth, 2);
}

TEST(SharedParts, AnEstimatorThatIsToldSomethingElseIsAnother) {
  const test::Planned plan = test::plan_of(
      "study = { seed = 1 }\npopulation.p = { law = \"categorical.uniform\", K = { grid = [5, 7] } }\n"
      "sample.x = { from = \"p\", n = { grid = [10, 20] } }\n"
      "estimate.e = { of = \"entropy\", on = \"x\", with = [\"dirichlet_mean_jeffreys\"] }\n" +
      rest);
  ASSERT_EQ(plan.scenarios.size(), 2u);
  for (std::size_t s = 0; s < 2; ++s) {
    EXPECT_EQ(plan.scenarios[s].estimators[0].facts->told_K, 5 + 2 * s);
    EXPECT_EQ(plan.scenarios[s].knowns[0]->K, 5 + 2 * s);
  }
}

TEST(SharedParts, WhoChangesAPartHasItsOwn) {
  Shared<std::string> a(std::string("one")), b = a;
  b.own() += " more";
  EXPECT_EQ(*a, "one");
  EXPECT_EQ(*b, "one more");
  SharedList<int> none, empty;
  none.own().push_back(1);
  EXPECT_TRUE(empty.empty());
  SharedList<int> other(std::vector<int>{1});
  other.join(none);
  EXPECT_EQ(&*other, &*none);
}

}  // namespace
}  // namespace plim::shared_parts_test
