#include "plim/estimators/entropy/ansb.hpp"
#include "plim/estimators/entropy/bub.hpp"
#include "plim/estimators/entropy/jvhw.hpp"
#include "plim/estimators/entropy/unseen.hpp"
#include "published_counts.hpp"

// Estimators from formulas and tables: asymptotic NSB, JVHW, best upper bound, the unseen.
namespace plim::published_rules_test {
namespace {

using test::entropies::alphabet;
using test::entropies::estimate;
using test::entropies::Estimated;
using test::entropies::interval_of;

TEST(PublishedRules, PublishedCases) {
  for (const auto& c : test::entropies::published_cases()) {
    const Estimated ansb = estimate<EntropyAnsb>(c.counts, interval_of(c.K));
    c.expect("ansb", ansb.cell.value, ansb.status);
    c.expect("ansb_sd", ansb.cell.se, ansb.status);
    const Estimated jvhw = estimate<EntropyJvhw>(c.counts);
    c.expect("jvhw", jvhw.cell.value, jvhw.status);
    const Estimated unseen = estimate<EntropyUnseen>(c.counts);
    c.expect("unseen", unseen.cell.value, unseen.status);
    const Estimated bub = estimate<EntropyBub>(c.counts, alphabet(c.K));
    // Of n < 20 there is only a value printed to four decimals.
    if (c.id == "pub-001-small_odd") {
      EXPECT_NEAR(bub.cell.value, 1.7089, 5e-5) << c.id;
      continue;
    }
    c.expect("bub", bub.cell.value, bub.status);
    if (!c.values.contains("bub_rms_bound_bits")) continue;
    double n = 0;
    for (const std::int64_t x : c.counts) n += static_cast<double>(x);
    c.expect("bub_rms_bound_bits", BubRule(n, static_cast<double>(c.K)).rms_bound() / std::log(2.0),
             Status::regular);
  }
}

template <Estimator E>
void expect_no_order(std::size_t K) {
  const std::vector<std::int64_t> c = {3, 70, 1, 0, 1, 20, 64, 12, 12, 5};
  const Knowns knowns = alphabet(K);
  EXPECT_EQ(estimate<E>(c, knowns).cell.value, estimate<E>(test::entropies::shuffled(c), knowns).cell.value)
      << E::name;
}

TEST(PublishedRules, ClassesInAnyOrder) {
  expect_no_order<EntropyAnsb>(20);
  expect_no_order<EntropyJvhw>(20);
  expect_no_order<EntropyBub>(20);
  expect_no_order<EntropyUnseen>(20);
}

TEST(PublishedRules, StatusesOfSamplesWithoutAnEstimate) {
  EXPECT_EQ(estimate<EntropyAnsb>({0, 0}).status, Status::empty);
  EXPECT_EQ(estimate<EntropyAnsb>({1, 1}).status, Status::undefined);
  EXPECT_TRUE(std::isnan(estimate<EntropyAnsb>({1, 1}).cell.value));
  EXPECT_EQ(estimate<EntropyJvhw>({0, 0}).status, Status::empty);
  EXPECT_EQ(estimate<EntropyJvhw>({}).status, Status::empty);
  EXPECT_EQ(estimate<EntropyUnseen>({0, 0}).status, Status::empty);
  EXPECT_EQ(estimate<EntropyBub>({0, 0}, alphabet(2)).status, Status::empty);
  EXPECT_EQ(estimate<EntropyBub>({3, 2, 1}, alphabet(2)).status, Status::invalid);
  EXPECT_FALSE(EntropyBub::bind({}, {})) << "no alphabet is known";
}

TEST(PublishedRules, AnsbIntervalIsCutAtZero) {
  // One coincidence of two observations: 2 gamma_E + ln 2, sd pi/sqrt(6).
  const Estimated e = estimate<EntropyAnsb>({2}, interval_of(2));
  EXPECT_NEAR(e.cell.value, 1.8475785103630111, 1e-14);
  EXPECT_NEAR(e.cell.se, 1.2825498301618641, 1e-14);
  EXPECT_EQ(e.cell.lo, 0);
  const Range range = EntropyAnsb::range(30, 100);
  for (const std::vector<std::int64_t>& c : {std::vector<std::int64_t>{30}, {29, 1}, {15, 15}}) {
    const double value = estimate<EntropyAnsb>(c).cell.value;
    EXPECT_TRUE(range.low <= value && value <= range.high) << c.size();
  }
}

// Rare classes are estimated by a polynomial of degree 22 with coefficients to 4e12: the terms do not take
// away the estimate. A uniform law on 10^5 classes, each seen about 100 times in expectation as its Poisson
// masses say.
TEST(PublishedRules, JvhwOfManyObservations) {
  std::vector<std::int64_t> c;
  double mass = std::exp(-100.0);
  for (std::int64_t k = 1; k < 200; ++k) {
    mass *= 100.0 / static_cast<double>(k);
    c.insert(c.end(), static_cast<std::size_t>(std::lround(1e5 * mass)), k);
  }
  c.push_back(1);
  EXPECT_NEAR(estimate<EntropyJvhw>(c).cell.value, std::log(static_cast<double>(c.size())), 1e-3);
}

TEST(PublishedRules, BubIsAdditive) {
  const std::vector<std::int64_t> c = {5, 0, 2, 9, 1, 4};
  for (const std::int64_t scale : {1, 3}) {
    std::vector<std::int64_t> counts = c;
    for (std::int64_t& x : counts) x *= scale;
    const AdditiveTerm term = *EntropyBub::bind(alphabet(6), {})->additive_term(21 * scale);
    double sum = term.constant;
    for (std::size_t k = 0; k < counts.size(); ++k) sum += term.rest(k, counts[k]);
    EXPECT_NEAR(sum, estimate<EntropyBub>(counts, alphabet(6)).cell.value, 1e-13);
  }
}

// Printed to four decimals by DiscreteEntropy.jl, said there to be the authors' MATLAB code's.
TEST(PublishedRules, UnseenAsPrinted) {
  EXPECT_NEAR(estimate<EntropyUnseen>({1, 2, 3, 2, 1}).cell.value, 1.6017, 5e-5);
  EXPECT_NEAR(estimate<EntropyUnseen>({1, 2, 3, 4, 5, 6, 7, 8, 7, 6, 5}).cell.value, 2.2612, 5e-5);
}

// The same linear programs by another solver, HiGHS, with its own tolerance of 1e-10.
TEST(PublishedRules, UnseenAsByAnotherSolver) {
  const nlohmann::json cases = test::read_json("unseen.json")["cases"];
  ASSERT_EQ(cases.size(), 22U);
  for (const auto& sample : test::entropies::published_cases()) {
    for (const nlohmann::json& c : cases) {
      if (c["id"] != sample.id) continue;
      const double expected = c["unseen"];
      EXPECT_NEAR(estimate<EntropyUnseen>(sample.counts).cell.value, expected, 1e-6 * expected) << sample.id;
    }
  }
}

// With many observations a class the coefficients are Miller and Madow's but for rare classes.
TEST(PublishedRules, BubOfManyObservationsAClassIsMillerMadow) {
  const std::vector<std::int64_t> c = {400000000000, 300000000000, 200000000000};
  EXPECT_NEAR(estimate<EntropyBub>(c, alphabet(3)).cell.value, estimate<EntropyMillerMadow>(c).cell.value,
              1e-9);
}

}  // namespace
}  // namespace plim::published_rules_test
