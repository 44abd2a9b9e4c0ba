#include <cmath>

#include "plim/engine/worker.hpp"
#include "plim/plan/keys.hpp"
#include "plim/views/sorted.hpp"
#include "studies.hpp"

// Estimators without a model in studies.
namespace plim::sample_intervals_test {
namespace {

const std::string exponential = "law = \"exponential\"\nlambda = 0.5",
                  poisson = "law = \"poisson\"\nmean = 3";

std::string estimate(const std::string& name, const std::string& of, const std::string& with,
                     const std::string& method = "") {
  return "[estimate." + name + "]\nof = " + of + "\non = \"x\"\nwith = [" + with + "]\n" +
         (method.empty() ? "" : "interval = { level = 0.95, method = \"" + method + "\" }\n");
}

TEST(SampleIntervals, OneSortedViewServesAll) {
  const test::Planned plan =
      test::plan_of(test::study_text(exponential, "n = 20", test::sample_estimates, 10));
  std::size_t sorted = 0;
  for (const DerivedView& d : *plan.scenarios[0].derived) sorted += d.key.tag == view_id<Sorted>() ? 1 : 0;
  EXPECT_EQ(sorted, 1U);
}

TEST(SampleIntervals, CountsOfNumbersNeedNoDraws) {
  const std::string die = "law = \"zipf\"\ns = 1.2\nN = 6";
  const test::Planned plan = test::plan_of(test::study_text(die, "n = 1000000", test::sample_estimates, 64));
  EXPECT_EQ(plan.scenarios[0].route, RouteKind::counts);
}

TEST(SampleIntervals, TheOrderOfAQuantileIsPartOfItsKey) {
  const std::string both = estimate("a", "{ quantile = 0.25 }", "\"quantile\"", "bootstrap_percentile") +
                           estimate("b", "{ quantile = 0.75 }", "\"quantile\"", "bootstrap_percentile");
  const test::Planned plan = test::plan_of(test::study_text(exponential, "n = 20", both, 10));
  EXPECT_NE(estimator_keys(plan.scenarios[0], 1, 0)[0].bits, estimator_keys(plan.scenarios[0], 1, 1)[0].bits);
  const std::vector<SeriesPlan>& series = plan.scenarios[0].series;
  EXPECT_NEAR(*series[0].truth, -2 * std::log(0.75), 1e-14);
  EXPECT_NEAR(*series[1].truth, -2 * std::log(0.25), 1e-14);
  EXPECT_EQ(plan.groups[0].of, "quantile(0.25)");
}

/// The share of `replicates` in which the interval of series 0 holds the truth, and intervals at all.
std::pair<double, std::int64_t> coverage(const std::string& law, const std::string& n,
                                         const std::string& estimates, std::uint64_t replicates) {
  const Record record =
      test::run_first(test::plan_of(test::study_text(law, "n = " + n, estimates, replicates)));
  return {static_cast<double>(record[0].covered) / static_cast<double>(record[0].width.count),
          record[0].width.count};
}

// Exactly P(2 <= K < 10), K ~ binomial(11, 1/2): 1 - 24/2048 = 0.98828 of a continuous law, and no less of
// one on integers. 4.4 standard errors of 20 000: false with chance 1e-5.
TEST(SampleIntervals, OrderStatisticsCoverAsBinomialProbabilitiesSay) {
  const std::string median = estimate("m", "\"median\"", "\"median\"", "order_statistics");
  EXPECT_NEAR(coverage(exponential, "11", median, 20'000).first, 1 - 24.0 / 2048, 0.0034);
  EXPECT_GT(coverage(poisson, "11", median, 20'000).first, 1 - 24.0 / 2048 - 0.0034);
  // Of 29 draws the quantile 0.9 lies between ranks 21 and 29 with chance 1 - 0.0471 - 0.00155 (R's pbinom).
  const std::string quantile = estimate("q", "{ quantile = 0.9 }", "\"quantile\"", "order_statistics");
  EXPECT_NEAR(coverage(exponential, "29", quantile, 20'000).first, 1 - 0.047101287 - 0.001550187, 0.0067);
  EXPECT_EQ(coverage(exponential, "28", quantile, 200).second, 0);
}

// Student's interval of a normal sample is exact, that of 20 exponential draws covers less. 4.4 s.e. as
// above.
TEST(SampleIntervals, StudentsCoverAsPromisedForANormalLaw) {
  const std::string mean = estimate("m", "\"mean\"", "\"mean\"", "t");
  EXPECT_NEAR(coverage("law = \"normal\"\nmean = 5\nsd = 2", "5", mean, 20'000).first, 0.95, 0.0068);
  EXPECT_LT(coverage(exponential, "20", mean, 20'000).first, 0.93);
}

// For large n the percentile interval covers as promised: 1000 replicates, 4.4 standard errors (chance 1e-5)
// and 0.01 for the order 1/n and 400 resamples.
TEST(SampleIntervals, PercentilesOfTheBootstrapCoverForLargeSamples) {
  const auto with = [](const std::string& name) {
    return estimate("m", "\"" + name + "\"", "{ use = \"" + name + "\", resamples = 400 }",
                    "bootstrap_percentile");
  };
  EXPECT_NEAR(coverage("law = \"normal\"\nmean = 5\nsd = 2", "100", with("mean"), 1000).first, 0.95, 0.04);
  EXPECT_NEAR(coverage(exponential, "100", with("median"), 1000).first, 0.95, 0.04);
}

TEST(SampleIntervals, FaultsOfArguments) {
  const auto fault = [](const std::string& of, const std::string& with) {
    const auto faults = test::faults_of(test::study_text(exponential, "n = 5", estimate("q", of, with), 5));
    return faults.empty() ? "" : faults.front();
  };
  EXPECT_NE(fault("\"quantile\"", "\"quantile\"").find("needs arguments, as in { quantile = 0.9 }"),
            std::string::npos);
  EXPECT_NE(fault("{ quantile = 1.5 }", "\"quantile\"").find("1.5"), std::string::npos);
  EXPECT_NE(fault("{ quantile = \"a\" }", "\"quantile\"").find("written as in"), std::string::npos);
  EXPECT_NE(fault("{ quantile = 0.5, given = 1 }", "\"quantile\"").find("unknown key"), std::string::npos);
  const auto letters = test::faults_of(test::study_text("law = \"categorical\"\np = [0.5, 0.5]", "n = 5",
                                                        estimate("m", "\"mean\"", "\"mean\""), 5));
  ASSERT_FALSE(letters.empty());
  EXPECT_NE(letters.front().find("needs numbers"), std::string::npos) << letters.front();
}

}  // namespace
}  // namespace plim::sample_intervals_test
