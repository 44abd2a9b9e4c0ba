#include "engine/fixtures.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/study/standard_catalogue.hpp"

// The studies of bench/versus, which only a benchmark build runs.
namespace plim::versus_test {
namespace {

StudySpec spec_of(const std::string& study, Faults& faults) {
  const RawStudy raw = read_toml(std::string(PLIM_SOURCE_DIR) + "/bench/versus/" + study, faults.list());
  return parse_study(raw.root, standard_catalogue(), faults);
}

TEST(Versus, EveryWorkloadIsAStudyThatCanBePlanned) {
  for (const std::string study : {"w1.toml", "w2.toml", "w3.toml"}) {
    Faults faults;
    const StudySpec spec = spec_of(study, faults);
    if (faults.empty()) make_plan(spec, standard_catalogue(), ".", {}, faults);
    for (const Fault& fault : faults.list()) ADD_FAILURE() << render(fault);
  }
}

TEST(Versus, TheEntropyWorkloadIsThePeers) {
  Faults faults;
  const StudySpec spec = spec_of("w1.toml", faults);
  const Plan plan = make_plan(spec, standard_catalogue(), ".", {}, faults);
  ASSERT_TRUE(faults.empty());
  ASSERT_EQ(plan.scenarios.size(), 1U);
  const ScenarioPlan& s = plan.scenarios[0];
  EXPECT_EQ(spec.replicates, 1000U);
  EXPECT_EQ(s.population->probabilities().size(), 1000U);
  EXPECT_NEAR(s.population->probabilities()[9] / s.population->probabilities()[0], 0.1, 1e-15);
  ASSERT_EQ(s.sizes.size(), 16U);
  for (std::size_t j = 0; j < 16; ++j) {
    EXPECT_EQ(s.sizes[j], std::lround(std::pow(10.0, 1 + static_cast<double>(j) / 3)));
  }
  EXPECT_EQ(s.route, RouteKind::counts);
}

}  // namespace
}  // namespace plim::versus_test
