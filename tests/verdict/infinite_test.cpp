#include <cmath>
#include <limits>
#include <map>

#include "engine/fixtures.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/verdict/checks.hpp"
#include "plim/views/sample_mean.hpp"

// The divergence of a sample of (0.6, 0.35, 0.05) from a law that lacks the third class is infinite wherever
// that was drawn: the truth is infinite, and so is the mean. Of the samples of 5 that has probability
// 1 - 0.95^5 = 0.2262191; over the others the mean is 0.1529723 and the standard deviation 0.2035020 (full
// enumeration, scipy 1.10).
namespace plim::infinite_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double share = 0.22621906250000023, finite_mean = 0.15297233403673433,
                 finite_sd = 0.20350200201632754;

const std::string to_q =
    "[population.q]\nlaw = \"categorical\"\np = [0.5, 0.5, 0.0]\n[estimate.Q]\nof = { kl = \"q\" }\n"
    "on = \"x\"\nwith = [\"ml\"]\n";

std::string check(const std::string& name, const std::string& claim) {
  return "[check." + name + "]\nestimate = \"Q\"\n" + claim + "\n";
}

struct Ran {
  std::vector<GroupResults> groups;
  std::map<std::string, CheckResult> checks;

  double value(const std::string& measure, std::size_t cell = 0) const {
    for (const MeasureArrays& m : groups.at(0).measures) {
      if (m.measure->name == measure) return m.value.at(cell);
    }
    ADD_FAILURE() << "no " << measure;
    return 0;
  }
  bool has(const std::string& measure) const {
    for (const MeasureArrays& m : groups.at(0).measures) {
      if (m.measure->name == measure) return true;
    }
    return false;
  }
};

struct Design {
  std::string sizes = "n = 5";
  std::uint64_t replicates = 2000, seed = 1;
};

Ran run_of(const std::string& law, const std::string& rest, const Design& design = {},
           const Catalogue& catalogue = standard_catalogue()) {
  const test::Planned plan =
      test::plan_of(test::study_text(law, design.sizes, rest, design.replicates, design.seed), catalogue);
  Ran ran;
  if (plan.scenarios.empty()) return ran;
  Results results = test::conducted(plan);
  ran.groups = std::move(results.groups);
  for (const CheckResult& c : results.checks) ran.checks[c.name] = c;
  return ran;
}

const std::string at_5 = "\nat = { \"x.n\" = 5 }";
const std::string lacking = "law = \"categorical\"\np = [0.6, 0.35, 0.05]";

TEST(Infinite, TheMeanOfTheFiniteEstimatesHasItsOwnName) {
  const Ran ran = run_of(lacking, to_q);
  EXPECT_EQ(ran.groups.at(0).truth.at(0), infinity);
  EXPECT_EQ(ran.value("mean"), infinity);
  EXPECT_TRUE(std::isnan(ran.value("bias"))) << "no finite truth";
  EXPECT_TRUE(std::isnan(ran.value("rmse")));
  EXPECT_TRUE(std::isnan(ran.value("empirical_se")));
  // 4.5 standard errors: 7e-6 each.
  EXPECT_NEAR(ran.value("share_infinite"), share, 4.5 * std::sqrt(share * (1 - share) / 2000));
  EXPECT_NEAR(ran.value("mean_finite"), finite_mean, 4.5 * finite_sd / std::sqrt(2000 * (1 - share)));
}

TEST(Infinite, NothingIsSaidWhereNoEstimateIs) {
  const Ran ran = run_of("law = \"categorical\"\np = [0.6, 0.4, 0]", to_q);
  EXPECT_FALSE(ran.has("share_infinite"));
  EXPECT_FALSE(ran.has("mean_finite"));
  EXPECT_TRUE(std::isfinite(ran.value("mean")));
}

// The class of 1e-9 is in none of the samples: that the truth is infinite is known all the same.
TEST(Infinite, AnInfiniteTruthThatNoReplicateShows) {
  const Ran ran = run_of("law = \"categorical\"\np = [0.6, 0.399999999, 1e-9]",
                         to_q + check("mean", "measure = \"mean\"\nat_most = 1"));
  EXPECT_TRUE(std::isnan(ran.value("mean")));
  EXPECT_EQ(ran.value("share_infinite"), 0);
  EXPECT_TRUE(std::isfinite(ran.value("mean_finite")));
  EXPECT_EQ(ran.checks.at("mean").verdict, Verdict::undecided);
}

TEST(Infinite, ChecksAreAboutTheMeanOfAllOrSaySo) {
  const Ran ran = run_of(
      lacking,
      to_q + check("below", "measure = \"mean\"\nbelow = 1") +
          check("finite", "measure = \"mean_finite\"\nequals = 0.153\nmargin = { absolute = 0.05 }" + at_5) +
          check("finite_false", "measure = \"mean_finite\"\nat_least = 0.3") +
          check("mean", "measure = \"mean\"\nat_most = 1") +
          check("mean_large", "measure = \"mean\"\nat_least = 1") +
          check("se", "measure = \"empirical_se\"\nat_most = 1") +
          check("share", "measure = \"share_infinite\"\nat_most = 0.3" + at_5) +
          check("share_false", "measure = \"share_infinite\"\nat_most = 0.1") +
          check("slope", "measure = \"mean\"\nslope = -1"),
      {"n = { grid = [5, 10] }"});
  const auto verdict = [&ran](const char* name) { return ran.checks.at(name).verdict; };
  EXPECT_EQ(verdict("mean"), Verdict::refuted);
  EXPECT_EQ(ran.checks.at("mean").value, infinity);
  EXPECT_NE(ran.checks.at("mean").note.find("estimates are infinite"), std::string::npos);
  EXPECT_EQ(verdict("below"), Verdict::refuted);
  EXPECT_EQ(verdict("mean_large"), Verdict::confirmed);
  EXPECT_EQ(verdict("se"), Verdict::undecided);
  EXPECT_EQ(verdict("slope"), Verdict::undecided);
  EXPECT_EQ(verdict("finite"), Verdict::confirmed);
  EXPECT_EQ(verdict("finite_false"), Verdict::refuted);
  EXPECT_EQ(ran.checks.at("finite").failed, 0) << "its name leaves the infinite ones out";
  EXPECT_EQ(verdict("share"), Verdict::confirmed);
  EXPECT_EQ(verdict("share_false"), Verdict::refuted);
}

// 9 or more wrong verdicts of 100 have a chance below 1e-6 at level 0.01.
TEST(Infinite, VerdictsOnWhatIsFiniteKeepTheLevel) {
  const std::string claims = check("share", "measure = \"share_infinite\"\nat_most = 0.2263") +
                             check("share_false", "measure = \"share_infinite\"\nat_most = 0.2262") +
                             check("true", "measure = \"mean_finite\"\nat_most = 0.153") +
                             check("false", "measure = \"mean_finite\"\nat_most = 0.1529");
  std::map<std::string, int> refuted, confirmed;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Ran ran = run_of(lacking, to_q + claims, {"n = 5", 100, seed});
    for (const auto& [name, c] : ran.checks) {
      refuted[name] += c.verdict == Verdict::refuted ? 1 : 0;
      confirmed[name] += c.verdict == Verdict::confirmed ? 1 : 0;
    }
  }
  EXPECT_LE(refuted["share"] + refuted["true"], 8);  // one run has both
  EXPECT_LE(confirmed["share_false"], 8);
  EXPECT_LE(confirmed["false"], 8);
}

/// An estimate that is infinite where all observations are 0, although what it aims at is not.
struct Reciprocal {
  using view = SampleMean;
  static constexpr std::string_view name = "reciprocal", estimand = "mean";
  double estimate(const SampleMean::One& s) const { return 1 / s.mean; }
};

// Three draws of poisson(1) are all 0 with probability exp(-3).
TEST(Infinite, AFiniteTruthDoesNotMakeTheMeanFinite) {
  const Ran ran = run_of("law = \"poisson\"\nmean = 1",
                         "[estimate.Q]\nof = \"mean\"\non = \"x\"\nwith = [\"reciprocal\"]\n" +
                             check("bias", "measure = \"bias\"\nat_most = 5") +
                             check("rmse", "measure = \"rmse\"\nat_most = 5"),
                         {"n = 3"}, standard_catalogue().add_estimator<Reciprocal>());
  EXPECT_EQ(ran.value("mean"), infinity);
  EXPECT_EQ(ran.value("bias"), infinity);
  EXPECT_EQ(ran.value("rmse"), infinity);
  const double zeros = std::exp(-3);
  EXPECT_NEAR(ran.value("share_infinite"), zeros, 4.5 * std::sqrt(zeros * (1 - zeros) / 2000));
  EXPECT_EQ(ran.checks.at("bias").verdict, Verdict::refuted);
  EXPECT_EQ(ran.checks.at("rmse").verdict, Verdict::refuted);
}

}  // namespace
}  // namespace plim::infinite_test
