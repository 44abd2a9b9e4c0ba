#include "pairs.hpp"
#include "plim/estimators/divergence/plug_in_reference.hpp"

namespace plim::divergence_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using namespace test::pairs;

void check(const nlohmann::json& c, const std::string& name, const OfPair& got) {
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

template <class Law>
void check_smoothed(const nlohmann::json& c, const CountsPair::One& pair) {
  const std::string name(Law::name);
  check(c, "kl_" + name, estimate<PairDivergence<Law>>("kl", pair));
  check(c, "cross_entropy_" + name, estimate<PairDivergence<Law>>("cross_entropy", pair));
}

TEST(Divergence, ReferencePairs) {
  const nlohmann::json cases = test::read_json("entropy_pairs.json")["cases"];
  ASSERT_EQ(cases.size(), 10U);
  for (const nlohmann::json& c : cases) {
    const std::vector<std::int64_t> p = c["p"], q = c["q"];
    const CountsPair::One pair = pair_of(p, q).one(0);
    check(c, "kl_ml", estimate<PairMl>("kl", pair));
    const OfPair cross = estimate<PairMl>("cross_entropy", pair);
    check(c, "cross_entropy_ml", cross);
    check(c, "cross_perplexity_ml", {{std::exp(cross.cell.value)}, cross.status});
    check(c, "js_ml", estimate<PairJensenShannon<FrequencyLaw>>("jensen_shannon", pair));
    check_smoothed<JeffreysLaw>(c, pair);
    check_smoothed<LaplaceLaw>(c, pair);
    check_smoothed<SgLaw>(c, pair);
    check_smoothed<MinimaxLaw>(c, pair);
    check(c, "kl_shrink", estimate<PairDivergence<ShrunkLaw>>("kl", pair));
    check(c, "kl_zhang_grabchak", estimate<ZhangGrabchak>("kl", pair));
  }
}

TEST(Divergence, LidstoneSmoothsTheSecondSampleOnly) {
  const std::vector<std::int64_t> p = {3, 1, 0}, q = {0, 2, 2};
  const CountsPair::One pair = pair_of(p, q).one(0);
  // q = (1, 3, 3)/7 with a = 1.
  const double cross = 0.75 * std::log(7.0) + 0.25 * std::log(7.0 / 3);
  const double entropy = -0.75 * std::log(0.75) - 0.25 * std::log(0.25);
  const std::map<std::string, Value> one = {{"zero", std::string("lidstone")}, {"a", 1.0}};
  EXPECT_NEAR(estimate<PairMl>("cross_entropy", pair, one).cell.value, cross, 1e-15);
  EXPECT_NEAR(estimate<PairMl>("kl", pair, one).cell.value, cross - entropy, 1e-15);
  EXPECT_FALSE(PairMl::bind(asked("kl"), options<PairMl>({{"zero", std::string("drop")}})));
}

TEST(Divergence, AnEmptySampleHasNone) {
  const std::vector<std::int64_t> none = {0, 0}, some = {1, 1};
  for (const CountsPair& pair : {pair_of(none, some), pair_of(some, none), pair_of(none, none)}) {
    EXPECT_EQ(estimate<PairMl>("kl", pair.one(0), {{"zero", std::string("lidstone")}}).status, Status::empty);
    EXPECT_EQ(estimate<PairMl>("cross_entropy", pair.one(0)).status, Status::empty);
    EXPECT_EQ(estimate<PairJensenShannon<FrequencyLaw>>("jensen_shannon", pair.one(0)).status, Status::empty);
    EXPECT_EQ(estimate<PairDivergence<MinimaxLaw>>("kl", pair.one(0)).status, Status::empty);
    EXPECT_EQ(estimate<PairDivergence<ShrunkLaw>>("kl", pair.one(0)).status, Status::empty);
    EXPECT_EQ(estimate<ZhangGrabchak>("kl", pair.one(0)).status, Status::empty);
  }
}

Knowns reference(const std::string& estimand, std::vector<double> q, bool interval = false) {
  Knowns knowns = asked(estimand, interval);
  knowns.K = q.size();
  knowns.reference = std::move(q);
  return knowns;
}

template <class Law>
OfPair against(const Knowns& knowns, const Counts::One& c) {
  return run(*ReferenceDivergence<Law>::bind(knowns, {}), c);
}

Counts::One counts_of(const std::vector<std::int64_t>& c) {
  return Counts{sum_of(c), c.size(), 1, c.data()}.one(0);
}

TEST(Divergence, FromAKnownLaw) {
  const std::vector<std::int64_t> c = {50, 30, 20};
  const std::vector<double> q = {0.25, 0.5, 0.25};
  const OfPair kl = against<FrequencyLaw>(reference("kl", q, true), counts_of(c));
  const OfPair cross = against<FrequencyLaw>(reference("cross_entropy", q, true), counts_of(c));
  // mpmath: sum p ln(p/q) and -sum p ln q with their sqrt(Var/n).
  EXPECT_NEAR(kl.cell.value, 0.1486971928873335, 1e-15);
  EXPECT_NEAR(kl.cell.se, 0.05534953532360731, 1e-15);
  EXPECT_NEAR(cross.cell.value, 1.178350206951907, 1e-15);
  EXPECT_NEAR(cross.cell.se, 0.03176399422661172, 1e-15);
  EXPECT_NEAR(cross.cell.hi - cross.cell.value, 1.959963984540054 * cross.cell.se, 1e-14);
  EXPECT_TRUE(std::isnan(against<FrequencyLaw>(reference("kl", q), counts_of(c)).cell.se));
}

TEST(Divergence, OfASmoothedSampleFromAKnownLaw) {
  const std::vector<std::int64_t> c = {3, 1, 0};
  const std::vector<double> q = {0.25, 0.5, 0.25};
  // The law (4, 2, 1)/7.
  const double kl = 4.0 / 7 * std::log(16.0 / 7) + 2.0 / 7 * std::log(4.0 / 7) + 1.0 / 7 * std::log(4.0 / 7);
  EXPECT_NEAR(against<LaplaceLaw>(reference("kl", q), counts_of(c)).cell.value, kl, 1e-15);
  // u = (3, 1, 0)/4: sum u (1 - u)/3 = 1/8, sum (u - 1/3)^2 = 7/24, lambda = 3/7.
  const double p[3] = {1.0 / 7 + 4.0 / 7 * 0.75, 1.0 / 7 + 4.0 / 7 * 0.25, 1.0 / 7};
  const double cross = -p[0] * std::log(0.25) - p[1] * std::log(0.5) - p[2] * std::log(0.25);
  EXPECT_NEAR(against<ShrunkLaw>(reference("cross_entropy", q), counts_of(c)).cell.value, cross, 1e-15);
}

TEST(Divergence, FromALawThatLacksAClass) {
  const std::vector<double> q = {0.5, 0.5, 0};
  const std::vector<std::int64_t> within = {3, 5, 0}, beyond = {3, 5, 1}, none = {0, 0, 0};
  EXPECT_EQ(against<FrequencyLaw>(reference("kl", q), counts_of(within)).status, Status::regular);
  EXPECT_NEAR(against<FrequencyLaw>(reference("cross_entropy", q), counts_of(within)).cell.value, std::log(2),
              1e-15);
  EXPECT_EQ(against<FrequencyLaw>(reference("kl", q), counts_of(beyond)).status, Status::infinite);
  EXPECT_EQ(against<FrequencyLaw>(reference("cross_entropy", q), counts_of(beyond)).cell.value, infinity);
  EXPECT_EQ(against<JeffreysLaw>(reference("kl", q), counts_of(within)).status, Status::infinite);
  EXPECT_EQ(against<FrequencyLaw>(reference("kl", q), counts_of(none)).status, Status::empty);
  EXPECT_FALSE(ReferenceDivergence<FrequencyLaw>::bind({}, {})) << "no reference";
}

}  // namespace
}  // namespace plim::divergence_test
