#include <array>
#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/accumulate/forest.hpp"
#include "plim/core/number.hpp"
#include "plim/engine/block_bytes.hpp"
#include "plim/engine/worker.hpp"
#include "plim/plan/plan_size.hpp"
#include "rate_study.hpp"

// Measures that are gathered where they are asked for.
namespace plim::asked_measures_test {
namespace {

using namespace test::rate_study;

const std::array<double, 12>
    estimates = {1.201, 1.499, 0.926, 0.309, 0.745, 0.208, 1.26, 2.54, 0.708, 0.58, 1.69, 1.557},
    errors = {0.916, 0.76, 0.896, 1.004, 0.698, 0.831, 0.615, 0.707, 0.624, 0.865, 0.71, 0.941},
    lower = {-0.594, 0.009, -0.83, -1.659, -0.623, -1.421, 0.055, 1.154, -0.515, -1.115, 0.298, -0.287},
    upper = {2.996, 2.989, 2.682, 2.277, 2.113, 1.837, 2.465, 3.926, 1.931, 2.275, 3.082, 3.401},
    truths = {0.554, 1.272, 1.199, 1.876, 1.444, 1.271, 1.245, 0.871, 0.518, 0.789, 1.538, 0.801};

Observation replicate(std::size_t i, double truth, bool drawn = false) {
  return {Cell{estimates[i], errors[i], lower[i], upper[i]}, Status::regular, truth, drawn};
}

/// Gathers the twelve in two parts, with a failure among them.
template <class Truth>
Measured measured(const std::string& name, Truth truth, double argument = not_given) {
  const Catalogue catalogue = standard_catalogue();
  const auto m = catalogue.find_measure(name);
  AnyAccumulator first = m->own.make(argument), second = m->own.make(argument);
  for (std::size_t i = 0; i < 12; ++i) (i < 5 ? first : second).add(truth(i));
  second.add({Cell{}, Status::undefined, 1.0});
  first += second;
  return m->compute_own(first, *m, 1.0);
}

Observation of_one(std::size_t i) { return replicate(i, 1); }
Observation of_each(std::size_t i) { return replicate(i, truths[i], true); }

void expect_near(const Measured& m, double value, double mcse) {
  EXPECT_NEAR(m.value, value, 1e-12 * std::fabs(value) + 1e-15);
  EXPECT_NEAR(m.mcse, mcse, 1e-12 * mcse);
  EXPECT_EQ(m.count, 12);
}

// Computed with numpy from the same twelve replicates by the formulas of Morris, White and Crowther (2019),
// table 6, the relative error of the model's standard error with the robust variance of a ratio.
TEST(AskedMeasures, OfTwelveReplicates) {
  expect_near(measured("model_se", of_one), 0.8067687091106099, 0.03703517381170645);
  expect_near(measured("model_se_error", of_one), 21.78589181906272, 27.461679054002232);
  expect_near(measured("bias_eliminated_coverage", of_one), 11.0 / 12, 0.07978559231302819);
  expect_near(measured("rejection_rate_0", of_one, 0), 4.0 / 12, 0.13608276348795434);
  expect_near(measured("rejection_rate_-0.5", of_one, -0.5), 5.0 / 12, 0.14231876063832774);
  expect_near(measured("rejection_rate_2", of_one, 2), 2.0 / 12, 0.10758287072798381);
  const auto negative = [](std::size_t i) { return replicate(i, -2.5); };
  expect_near(measured("relative_bias", negative), -1.4407666666666668, 0.0764929540559261);
  expect_near(measured("relative_bias", of_each), 0.1696433056731023, 0.2385399017868143);
}

TEST(AskedMeasures, QuantilesOfTwelveReplicates) {
  EXPECT_DOUBLE_EQ(measured("median", of_one).value, 1.0635);
  EXPECT_DOUBLE_EQ(measured("quantile_0.25", of_one).value, 0.676);
  EXPECT_DOUBLE_EQ(measured("quantile_0.9", of_one).value, 1.6767);
  EXPECT_DOUBLE_EQ(measured("median_absolute_error", of_one).value, 0.4595);
  EXPECT_EQ(measured("median", of_one).count, 12);
}

// UCL/simsum, test/cscript1.log (100 replicates): a model's standard error of .2058237 beside an empirical
// one of .2101996 is a relative error of -2.081764 percent.
TEST(AskedMeasures, TheRelativeErrorThatSimsumPrints) {
  const auto m = standard_catalogue().find_measure("model_se_error");
  AnyAccumulator own = m->own.make(not_given);
  const double away = 0.2101996 * std::sqrt(0.99);
  for (int i = 0; i < 100; ++i) own.add({Cell{i % 2 ? away : -away, 0.2058237}, Status::regular, 0.0});
  EXPECT_NEAR(m->compute_own(own, *m, 0).value, -2.081764, 2e-5);
}

// With a truth of its own in every replicate the intervals are moved by it.
TEST(AskedMeasures, BiasEliminatedCoverageOfDrawnTruths) {
  const auto m = standard_catalogue().find_measure("bias_eliminated_coverage");
  AnyAccumulator own = m->own.make(not_given);
  // Errors 1, 1, 4: mean 2; the intervals less their truths are 0 .. 2, 0 .. 1.9, 3 .. 5.
  own.add({Cell{11, not_given, 10, 12}, Status::regular, 10.0, true});
  own.add({Cell{21, not_given, 20, 21.9}, Status::regular, 20.0, true});
  own.add({Cell{34, not_given, 33, 35}, Status::regular, 30.0, true});
  EXPECT_DOUBLE_EQ(m->compute_own(own, *m, not_given).value, 1.0 / 3);
}

TEST(AskedMeasures, InfiniteEstimatesHaveTheirPlaceInTheLaw) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Catalogue catalogue = standard_catalogue();
  const auto m = catalogue.find_measure("median"), e = catalogue.find_measure("median_absolute_error");
  AnyAccumulator own = m->own.make(not_given), sizes = e->own.make(not_given);
  for (const double x : {1.0, 2.0, infinity, infinity, infinity}) {
    own.add({Cell{x}, Status::regular, 2.0});
    sizes.add({Cell{-x}, Status::regular, 2.0});
  }
  EXPECT_EQ(m->compute_own(own, *m, 2).value, infinity);
  EXPECT_EQ(m->compute_own(own, *m, 2).count, 5);
  EXPECT_EQ(e->compute_own(sizes, *e, 2).value, infinity);
}

// Exact by scipy.stats.gamma. 10 numbers within 5 standard errors: false alarm 6e-6.
TEST(AskedMeasures, OfARateAreWhatTheGammaLawSays) {
  const Results results = test::conducted(test::plan_of(rate + all_asked + replicates(20000)));
  const std::pair<const char*, double> exact[] = {{"relative_bias", 1 / 39.0},
                                                  {"median", 2.016781385270221},
                                                  {"quantile_0.05", 1.5704831775464643},
                                                  {"quantile_0.9", 2.489193614437681},
                                                  {"median_absolute_error", 0.21324043283898558},
                                                  {"model_se", 0.3285760387267628},
                                                  {"model_se_error", -1.2579117093425185},
                                                  {"bias_eliminated_coverage", 0.9411749111849466},
                                                  {"rejection_rate_2", 0.048518202969625834},
                                                  {"rejection_rate_2.5", 0.3632231788304372}};
  for (const auto& [name, value] : exact) {
    const MeasureArrays* m = find(results.groups.at(0), name);
    ASSERT_NE(m, nullptr) << name;
    EXPECT_LT(std::fabs(m->value[0] - value), 5 * m->mcse[0]) << name;
    EXPECT_LT(m->mcse[0], 0.02 * std::fabs(value) + 1) << name;
    EXPECT_EQ(m->count[0], 20000) << name;
  }
}

// What is always gathered may be named too.
TEST(AskedMeasures, ThoseThatAreAlwaysThere) {
  const Results both =
      test::conducted(test::plan_of(rate + replicates(100) + "output.measures = [\"bias\", \"median\"]\n"));
  EXPECT_NE(find(both.groups.at(0), "bias"), nullptr);
  EXPECT_NE(find(both.groups.at(0), "median"), nullptr);
  EXPECT_EQ(find(both.groups.at(0), "relative_bias"), nullptr);
}

// Nothing of it is in a result where nobody asks; a check asks as the output does.
TEST(AskedMeasures, AreThereWhereTheyAreAsked) {
  const Results none = test::conducted(test::plan_of(rate + replicates(100)));
  EXPECT_EQ(find(none.groups.at(0), "median"), nullptr);
  EXPECT_EQ(find(none.groups.at(0), "relative_bias"), nullptr);
  const Results one = test::conducted(
      test::plan_of(rate + replicates(100) +
                    "check.c = { estimate = \"rate\", measure = { quantile = 0.9 }, at_most = 5 }\n"));
  EXPECT_NE(find(one.groups.at(0), "quantile_0.9"), nullptr);
  EXPECT_EQ(find(one.groups.at(0), "median"), nullptr);
}

// 8 bytes of every replicate for estimates, twice that for intervals, each held three times at most.
TEST(AskedMeasures, AreCountedInTheMemoryOfARun) {
  const auto bytes = [](const std::string& asked) {
    return memory_bytes(test::plan_of(rate + asked + replicates(1000000)), 1);
  };
  const double none = bytes(""), median = bytes("output.measures = [\"median\"]\n"),
               intervals = bytes("output.measures = [\"bias_eliminated_coverage\"]\n"),
               two = bytes("output.measures = [\"median\", { quantile = 0.9 }]\n"),
               rates = bytes("output.measures = [{ rejection_rate = 1 }]\n");
  EXPECT_NEAR(median - none, 24e6, 1e5);
  EXPECT_NEAR(two - median, 0, 1e5);  // they share one
  EXPECT_NEAR(intervals - none, 48e6, 1e5);
  EXPECT_NEAR(rates - none, 0, 1e5);
  const std::vector<std::string> faults =
      test::faults_of(rate + "replicates = { fixed = 100_000_000_000 }\noutput.measures = [\"median\"]\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("more than half of the memory here"), std::string::npos) << faults[0];
}

// Neither threads nor an end after half of the replicates leave a trace.
TEST(AskedMeasures, AreTheSameForThreadsAndStops) {
  const test::Planned whole = test::plan_of(rate + all_asked + replicates(4000)),
                      half = test::plan_of(rate + all_asked + replicates(2048));
  const Gathered once = test::gathered(whole, 1);
  EXPECT_EQ(once.totals, test::gathered(whole, 3).totals);
  // The first 2048 of 4000, block by block, merged as a stopped run merges them.
  Forest forest;
  Worker worker(whole, 0);
  for (std::uint64_t block = 0; block < 32; ++block) forest.put(block, worker.run(block, 4000).stats);
  forest.merge({1, 1}, 32);
  EXPECT_EQ(forest.total(32), test::gathered(half, 2).totals[0]);
}

// A null value is in the unit of the estimate; of two in one run each has its own place in a block.
TEST(AskedMeasures, ANullValueHasAUnit) {
  const auto study = [](const std::string& unit, const std::string& nulls) {
    return "study = { seed = 3 }\npopulation.p = { law = \"categorical\", p = [0.3, 0.7] }\n"
           "sample.x = { from = \"p\", n = 50 }\nestimate.H = { of = \"entropy\", on = \"x\", with = "
           "[\"ml\"], "
           "interval = { level = 0.5 }, unit = \"" +
           unit + "\" }\nreplicates = { fixed = 500 }\noutput.measures = [" + nulls + "]\n";
  };
  const double ln2 = std::log(2.0);
  const Results nats = test::conducted(test::plan_of(
      study("nat", "{ rejection_rate = " + round_trip(0.875 * ln2) + " }, { rejection_rate = 0.25 }")));
  const Results bits =
      test::conducted(test::plan_of(study("bit", "{ rejection_rate = 0.875 }, { rejection_rate = 0.25 }")));
  const double share = find(bits.groups.at(0), "rejection_rate_0.875")->value[0];
  EXPECT_GT(share, 0.3);
  EXPECT_LT(share, 0.7);
  EXPECT_EQ(find(nats.groups.at(0), "rejection_rate_" + round_trip(0.875 * ln2))->value[0], share);
  EXPECT_EQ(find(bits.groups.at(0), "rejection_rate_0.25")->value[0], 1);
  const test::Planned one = test::plan_of(study("bit", "{ rejection_rate = 0.875 }")),
                      other = test::plan_of(study("bit", "{ rejection_rate = 0.25 }"));
  const BlockLayout of_one(one, 0);
  const std::string bytes = bytes_of(Worker(one, 0).run(1, 500));
  EXPECT_EQ(BlockMap(other, 0, of_one).read(other, bytes).missing.size(), 1U);
  const BlockMap::Read same = BlockMap(one, 0, of_one).read(one, bytes);
  EXPECT_TRUE(same.missing.empty());
  EXPECT_EQ(same.record.stats, Worker(one, 0).run(1, 500).stats);
}

// An interval that ends at the null value holds it.
TEST(AskedMeasures, TheEndsOfAnIntervalAreInIt) {
  const auto rejection = standard_catalogue().find_measure("rejection_rate"),
             eliminated = standard_catalogue().find_measure("bias_eliminated_coverage");
  AnyAccumulator own = rejection->own.make(1), intervals = eliminated->own.make(not_given);
  for (const auto& [lo, hi] : {std::pair{1.0, 2.0}, {0.0, 1.0}, {0.0, 0.5}, {1.5, 2.0}}) {
    own.add({Cell{1, not_given, lo, hi}, Status::regular, not_given});
    intervals.add({Cell{1, not_given, lo, hi}, Status::regular, not_given});
  }
  EXPECT_EQ(rejection->compute_own(own, *rejection, not_given).value, 0.5);
  EXPECT_EQ(eliminated->compute_own(intervals, *eliminated, not_given).value, 0.5);
}

}  // namespace
}  // namespace plim::asked_measures_test
