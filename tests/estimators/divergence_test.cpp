#include "plim/estimators/divergence/plug_in_pair.hpp"
#include "plim/estimators/divergence/plug_in_reference.hpp"
#include "support.hpp"

namespace plim::divergence_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Estimated {
  Cell cell;
  Status status = Status::regular;
};

template <class E, class One>
Estimated run(const E& e, const One& one) {
  Estimated result;
  NoWorkspace none;
  e.estimate(one, none, {}, {{&result.cell, 1}, result.status});
  return result;
}

std::int64_t sum_of(const std::vector<std::int64_t>& c) {
  std::int64_t sum = 0;
  for (const std::int64_t x : c) sum += x;
  return sum;
}

CountsPair pair_of(const std::vector<std::int64_t>& p, const std::vector<std::int64_t>& q) {
  return {sum_of(p), sum_of(q), p.size(), 1, p.data(), q.data()};
}

Arguments zero_policy(const std::string& zero, double a = 0.5) {
  Arguments options;
  options.set("zero", zero);
  options.set("a", a);
  return options;
}

void check(const nlohmann::json& c, const std::string& name, const Estimated& got) {
  const nlohmann::json& reference = c["values"][name];
  const std::string what = c["id"].get<std::string>() + " " + name;
  if (reference[0].is_string()) {
    EXPECT_EQ(reference[0], "inf");
    EXPECT_EQ(got.status, Status::infinite) << what;
    EXPECT_EQ(got.cell.value, infinity) << what;
    return;
  }
  const double expected = reference[0];
  EXPECT_EQ(got.status, Status::regular) << what;
  EXPECT_NEAR(got.cell.value, expected, std::max(reference[1].get<double>() * expected, 1e-12)) << what;
}

TEST(Divergence, ReferencePairs) {
  const nlohmann::json cases = test::read_json("entropy_pairs.json")["cases"];
  ASSERT_EQ(cases.size(), 10U);
  for (const nlohmann::json& c : cases) {
    const std::vector<std::int64_t> p = c["p"], q = c["q"];
    const CountsPair::One pair = pair_of(p, q).one(0);
    check(c, "kl_ml", run(*KlPair::bind({}, zero_policy("infinite")), pair));
    const Estimated cross = run(*CrossEntropyPair::bind({}, zero_policy("infinite")), pair);
    check(c, "cross_entropy_ml", cross);
    check(c, "cross_perplexity_ml", {{std::exp(cross.cell.value)}, cross.status});
    check(c, "js_ml", run(JensenShannonPair(), pair));
  }
}

TEST(Divergence, LidstoneSmoothsTheSecondSampleOnly) {
  const std::vector<std::int64_t> p = {3, 1, 0}, q = {0, 2, 2};
  const CountsPair::One pair = pair_of(p, q).one(0);
  // q = (1, 3, 3)/7 with a = 1.
  const double cross = 0.75 * std::log(7.0) + 0.25 * std::log(7.0 / 3);
  const double entropy = -0.75 * std::log(0.75) - 0.25 * std::log(0.25);
  EXPECT_NEAR(run(*CrossEntropyPair::bind({}, zero_policy("lidstone", 1)), pair).cell.value, cross, 1e-15);
  EXPECT_NEAR(run(*KlPair::bind({}, zero_policy("lidstone", 1)), pair).cell.value, cross - entropy, 1e-15);
  EXPECT_FALSE(KlPair::bind({}, zero_policy("ignore")));
  EXPECT_FALSE(CrossEntropyPair::bind({}, zero_policy("drop")));
}

TEST(Divergence, AnEmptySampleHasNone) {
  const std::vector<std::int64_t> none = {0, 0}, some = {1, 1};
  for (const CountsPair& pair : {pair_of(none, some), pair_of(some, none), pair_of(none, none)}) {
    EXPECT_EQ(run(*KlPair::bind({}, zero_policy("lidstone")), pair.one(0)).status, Status::empty);
    EXPECT_EQ(run(*CrossEntropyPair::bind({}, zero_policy("infinite")), pair.one(0)).status, Status::empty);
    EXPECT_EQ(run(JensenShannonPair(), pair.one(0)).status, Status::empty);
  }
}

Knowns reference(std::vector<double> q, bool interval = false) {
  Knowns knowns;
  knowns.K = q.size();
  knowns.reference = std::move(q);
  if (interval) knowns.interval = IntervalRequest{};
  return knowns;
}

Counts::One counts_of(const std::vector<std::int64_t>& c) {
  return Counts{sum_of(c), c.size(), 1, c.data()}.one(0);
}

TEST(Divergence, FromAKnownLaw) {
  const std::vector<std::int64_t> c = {50, 30, 20};
  const Knowns knowns = reference({0.25, 0.5, 0.25}, true);
  const Estimated kl = run(*KlReference::bind(knowns, {}), counts_of(c));
  const Estimated cross = run(*CrossEntropyReference::bind(knowns, {}), counts_of(c));
  // mpmath: sum p ln(p/q) and -sum p ln q with their sqrt(Var/n).
  EXPECT_NEAR(kl.cell.value, 0.1486971928873335, 1e-15);
  EXPECT_NEAR(kl.cell.se, 0.05534953532360731, 1e-15);
  EXPECT_NEAR(cross.cell.value, 1.178350206951907, 1e-15);
  EXPECT_NEAR(cross.cell.se, 0.03176399422661172, 1e-15);
  EXPECT_NEAR(cross.cell.hi - cross.cell.value, 1.959963984540054 * cross.cell.se, 1e-14);
  EXPECT_TRUE(std::isnan(run(*KlReference::bind(reference({0.25, 0.5, 0.25}), {}), counts_of(c)).cell.se));
}

TEST(Divergence, FromALawThatLacksAClass) {
  const Knowns knowns = reference({0.5, 0.5, 0});
  const std::vector<std::int64_t> within = {3, 5, 0}, beyond = {3, 5, 1}, none = {0, 0, 0};
  EXPECT_EQ(run(*KlReference::bind(knowns, {}), counts_of(within)).status, Status::regular);
  EXPECT_NEAR(run(*CrossEntropyReference::bind(knowns, {}), counts_of(within)).cell.value, std::log(2),
              1e-15);
  EXPECT_EQ(run(*KlReference::bind(knowns, {}), counts_of(beyond)).status, Status::infinite);
  EXPECT_EQ(run(*CrossEntropyReference::bind(knowns, {}), counts_of(beyond)).cell.value, infinity);
  EXPECT_EQ(run(*KlReference::bind(knowns, {}), counts_of(none)).status, Status::empty);
  EXPECT_FALSE(KlReference::bind({}, {})) << "no reference";
}

}  // namespace
}  // namespace plim::divergence_test
