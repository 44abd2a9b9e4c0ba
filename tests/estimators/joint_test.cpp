#include "plim/estimators/joint/bayes_theorem.hpp"
#include "plim/estimators/joint/frequency.hpp"
#include "plim/estimators/joint/product_of_margins.hpp"
#include "support.hpp"

namespace plim::joint_test {
namespace {

// ill (no, yes) x test (neg, pos): 90, 5 / 2, 3.
const std::vector<std::int64_t> counts = {90, 5, 2, 3};
const Counts view{100, 4, 1, counts.data()};

Knowns knowns_of(const std::string& estimand, std::vector<FactorTerm> about,
                 std::vector<FactorTerm> given = {}) {
  Knowns k;
  k.estimand = estimand;
  k.factors = {{"ill", {"no", "yes"}}, {"test", {"neg", "pos"}}};
  k.about = std::move(about);
  k.given = std::move(given);
  return k;
}

const FactorTerm ill_yes{0, 1}, test_pos{1, 1}, ill{0, std::nullopt}, test_factor{1, std::nullopt};

struct Result {
  Cell cell;
  Status status;
};

template <class E>
Result run(const Knowns& knowns, const Counts& sample = view, const Arguments& options = {}) {
  const Outcome<E> bound = bind_estimator<E>(knowns, options);
  EXPECT_TRUE(bound) << (bound ? "" : bound.reason());
  Result r{{}, Status::regular};
  const auto instance = erase(*bound, knowns).bound->instantiate();
  instance->run(&sample, sample.n, {}, BlockOut{&r.cell, &r.status, 1, 1});
  return r;
}

Arguments prior(Value value) {
  Arguments a;
  a.set("prior", std::move(value));
  return a;
}

TEST(Joint, FrequenciesOfATableCountedByHand) {
  EXPECT_DOUBLE_EQ(run<EventFrequency>(knowns_of("probability", {ill_yes, test_pos})).cell.value, 0.03);
  EXPECT_DOUBLE_EQ(run<EventFrequency>(knowns_of("probability", {ill_yes})).cell.value, 0.05);
  const Result given = run<EventFrequency>(knowns_of("probability", {ill_yes}, {test_pos}));
  EXPECT_DOUBLE_EQ(given.cell.value, 3.0 / 8);
  EXPECT_DOUBLE_EQ(given.cell.se, std::sqrt(3.0 / 8 * 5 / 8 / 8));
  EXPECT_TRUE(std::isnan(given.cell.lo));
  EXPECT_DOUBLE_EQ(run<ProductOfMargins>(knowns_of("probability", {ill_yes, test_pos})).cell.value,
                   0.05 * 0.08);
}

// SciPy: beta.ppf for Clopper and Pearson; Wilson and Wald by their formulas in Python.
TEST(Joint, IntervalsOfAProportion) {
  Knowns k = knowns_of("probability", {ill_yes}, {test_pos});
  const struct {
    const char* method;
    double lo, hi;
  } cases[] = {{"", 0.1368445, 0.6942576},
               {"wilson", 0.1368445, 0.6942576},
               {"clopper_pearson", 0.08523341, 0.7551368},
               {"wald", 0.03952610, 0.7104739}};
  for (const auto& c : cases) {
    k.interval = IntervalRequest{0.95, c.method};
    const Cell cell = run<EventFrequency>(k).cell;
    EXPECT_NEAR(cell.lo, c.lo, 2e-6) << c.method;
    EXPECT_NEAR(cell.hi, c.hi, 2e-6) << c.method;
  }
}

TEST(Joint, BayesTheoremIsTheShareInTheConditionUnderTheMarginalPrior) {
  const Knowns k = knowns_of("probability", {ill_yes}, {test_pos});
  EXPECT_NEAR(run<BayesTheorem>(k, view, prior(std::string("marginal"))).cell.value, 3.0 / 8, 1e-15);
  // P(pos|ill) = 3/5, P(pos|well) = 5/95, prior 0.2: 0.12 / (0.12 + 0.8/19)
  EXPECT_NEAR(run<BayesTheorem>(k, view, prior(0.2)).cell.value, 0.12 / (0.12 + 0.8 / 19), 1e-15);
}

TEST(Joint, WhatWasNotObservedIsUndefinedAndNotGuessed) {
  const std::vector<std::int64_t> none = {10, 0, 5, 0}, well = {10, 5, 0, 0};
  const Counts no_positive{15, 4, 1, none.data()}, no_ill{15, 4, 1, well.data()};
  const Knowns k = knowns_of("probability", {ill_yes}, {test_pos});
  EXPECT_EQ(run<EventFrequency>(k, no_positive).status, Status::undefined);
  EXPECT_EQ(run<BayesTheorem>(k, no_positive, prior(std::string("marginal"))).status, Status::undefined);
  EXPECT_EQ(run<EventFrequency>(k, no_ill).cell.value, 0);
  EXPECT_EQ(run<BayesTheorem>(k, no_ill, prior(std::string("marginal"))).cell.value, 0);
  EXPECT_EQ(run<BayesTheorem>(k, no_ill, prior(0.1)).status, Status::undefined);
}

}  // namespace
}  // namespace plim::joint_test
