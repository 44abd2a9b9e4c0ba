#include <algorithm>
#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/engine/block_bytes.hpp"
#include "plim/engine/worker.hpp"
#include "plim/numeric/special.hpp"
#include "plim/verdict/evidence.hpp"

// A measure of a user's own that needs more of the replicates than their moments: the median of absolute
// errors, which gathers its errors itself, by public headers alone.
namespace plim::own_accumulator_test {
namespace {

struct Errors {
  std::vector<double> sizes;

  void add(const Observation& o) {
    if (is_success(o.outcome())) sizes.push_back(std::fabs(o.cell.value - o.truth));
  }
  Errors& operator+=(const Errors& other) {
    sizes.insert(sizes.end(), other.sizes.begin(), other.sizes.end());
    return *this;
  }
  bool operator==(const Errors&) const = default;
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.sizes);
  }
  /// The order statistic `up` above the middle one.
  double around_median(double up) const {
    std::vector<double> sorted = sizes;
    std::sort(sorted.begin(), sorted.end());
    const double last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::clamp(std::floor(last / 2 + up), 0.0, last))];
  }
};

AnyAccumulator no_errors(double) { return AnyAccumulator(Errors{}); }

/// The standard error by the order statistics half a standard deviation of the rank away.
Measured middle_error(const AnyAccumulator& own, const Measure&, double) {
  const Errors& errors = *own.as<Errors>();
  const auto count = static_cast<std::int64_t>(errors.sizes.size());
  if (count == 0) return {};
  const double rank_sd = std::sqrt(static_cast<double>(count)) / 2;
  return {errors.around_median(0), (errors.around_median(rank_sd) - errors.around_median(-rank_sd)) / 2,
          count};
}

/// By order statistics, which hold whatever the law, ties included.
Estimated limits(const CurveEvidence& evidence, std::size_t size) {
  const Errors& errors = *evidence.own(size).as<Errors>();
  const Measured m = middle_error(evidence.own(size), *evidence.measure(), evidence.truth());
  const double unit = evidence.unit(), rank_sd = std::sqrt(static_cast<double>(m.count)) / 2;
  Estimated e;
  e.value = m.value * unit;
  e.count = m.count;
  return with_limits(e, m.mcse * unit, [errors, unit, rank_sd](double tail) {
    const double ranks = -special::normal_quantile(tail) * rank_sd;
    return Limits{errors.around_median(-ranks) * unit, errors.around_median(ranks) * unit};
  });
}

const Measure middle_error_measure = {.name = "middle_error",
                                      .long_name = "median of |estimate - truth|",
                                      .needs_truth = true,
                                      .own = {"sizes of errors", no_errors, sizeof(double)},
                                      .compute_own = middle_error,
                                      .estimate = limits,
                                      .low = 0};

Catalogue extended() { return standard_catalogue().add_measure(middle_error_measure); }

// The mean of n draws of N(0, 1): the median of |error| is the 0.75 quantile of N(0, 1), 0.674490, by
// sqrt(n).
constexpr double quartile = 0.674489750196082;
const std::string normal =
    "study = { seed = 8 }\npopulation.p = { law = \"normal\", mean = 0, sd = 1 }\n"
    "sample.x = { from = \"p\", n = { grid = [4, 25] } }\nmodel.m = { likelihood = \"normal\" }\n"
    "estimate.mean = { of = \"mean\", on = \"x\", model = \"m\", with = [\"mle\"] }\n"
    "estimate.sd = { of = \"sd\", on = \"x\", model = \"m\", with = [\"mle\"] }\nreplicates = { fixed = "
    "20001 "
    "}\n";

std::string check(const std::string& name, const std::string& claim) {
  return "check." + name + " = { estimate = \"mean\", measure = \"middle_error\", " + claim + " }\n";
}
const std::string at_4 =
    check("right", "equals = 0.337244875098041, margin = { absolute = 0.01 }, at = { \"x.n\" = 4 }");
const std::string at_both = check("wrong", "at_most = 0.12");

const MeasureArrays* find(const GroupResults& group) {
  for (const MeasureArrays& m : group.measures) {
    if (std::string_view(m.measure->name) == "middle_error") return &m;
  }
  return nullptr;
}

TEST(OwnAccumulator, IsGatheredWhereACheckAsks) {
  const Results results = test::conducted(test::plan_of(normal + at_4, extended()));
  const MeasureArrays* m = find(results.groups.at(0));
  ASSERT_NE(m, nullptr);
  EXPECT_LT(std::fabs(m->value[0] - quartile / 2), test::z_limit * m->mcse[0]);
  EXPECT_EQ(m->count[0], 20001);
  // The asymptotic standard error of the median of |X|: 1 / (2 f sqrt(R)) with f = 4 phi(0.6745) here.
  const double density = 4 * 0.317776572684;
  EXPECT_NEAR(m->mcse[0], 1 / (2 * density * std::sqrt(20001.0)), 0.1 * m->mcse[0]);
  EXPECT_TRUE(std::isnan(m->value[1]));
  EXPECT_EQ(m->count[1], 0);
  EXPECT_EQ(find(results.groups.at(1)), nullptr);
  EXPECT_EQ(results.checks.at(0).verdict, Verdict::confirmed) << results.checks[0].note;
}

TEST(OwnAccumulator, ChecksDecideByIt) {
  const std::vector<CheckResult> checks = test::conducted(test::plan_of(normal + at_both, extended())).checks;
  EXPECT_EQ(checks.at(0).verdict, Verdict::refuted);
  EXPECT_NEAR(checks[0].value, quartile / 2, 0.01);
}

// The entropy of five tosses of a coin takes three values, so that the order statistics around the median are
// equal.
TEST(OwnAccumulator, TiesAreNoLackOfEvidence) {
  const std::string coin =
      "population.c = { law = \"categorical\", p = [0.5, 0.5] }\nsample.y = { from = \"c\", n = 5 }\n"
      "estimate.H = { of = \"entropy\", on = \"y\", with = [\"ml\"] }\nreplicates = { fixed = 2000 }\n"
      "check.c = { estimate = \"H\", measure = \"middle_error\", at_most = 0.1 }\n";
  const std::vector<CheckResult> checks = test::conducted(test::plan_of(coin, extended())).checks;
  EXPECT_EQ(checks.at(0).verdict, Verdict::confirmed) << checks[0].note;
  EXPECT_NEAR(checks[0].value, 0.02013, 1e-5);  // ln 2 - H(2/5), with probability 20/32
}

// Checks that ask for the same share it; without a check there is none, and nothing of it in files.
TEST(OwnAccumulator, IsSharedAndNotThereUnasked) {
  EXPECT_EQ(test::plan_of(normal, extended()).scenarios[0].gathered.size(), 0U);
  EXPECT_EQ(find(test::conducted(test::plan_of(normal, extended())).groups.at(0)), nullptr);
  EXPECT_EQ(test::plan_of(normal + at_4 + at_both, extended()).scenarios[0].gathered.size(), 2U);
}

TEST(OwnAccumulator, ThreadsLeaveNoTrace) {
  const test::Planned plan = test::plan_of(normal + at_both, extended());
  EXPECT_EQ(test::gathered(plan, 1).totals, test::gathered(plan, 3).totals);
}

// One more check leaves blocks readable that were run before it, and a block comes back from its bytes.
TEST(OwnAccumulator, HasItsPlaceInTheBytesOfABlock) {
  const test::Planned small = test::plan_of(normal, extended()),
                      large = test::plan_of(normal + at_both, extended());
  const BlockLayout of_small(small, 0), of_large(large, 0);
  const BlockRecord without = Worker(small, 0).run(3, 20001), with = Worker(large, 0).run(3, 20001);
  const BlockMap::Read older = BlockMap(large, 0, of_small).read(large, bytes_of(without));
  EXPECT_EQ(older.missing.size(), 2U);
  EXPECT_EQ(older.record.stats.series, with.stats.series);
  const BlockMap::Read same = BlockMap(large, 0, of_large).read(large, bytes_of(with));
  EXPECT_TRUE(same.missing.empty());
  EXPECT_EQ(same.record.stats, with.stats);
  ASSERT_EQ(with.stats.own.at(0).as<Errors>()->sizes.size(), 64U);
  EXPECT_FALSE(with.stats == without.stats);
}

}  // namespace
}  // namespace plim::own_accumulator_test
