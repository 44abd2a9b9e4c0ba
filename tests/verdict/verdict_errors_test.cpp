#include <ostream>

#include <gtest/gtest.h>

#include "verdicts/report.hpp"

// A small form of the study of studies (bench/verdict_errors.cpp) with fixed seeds.
namespace plim::verdicts::verdict_errors_test {
namespace {

constexpr const char* entropy_laws[] = {"K = 2 (0.3, 0.7)", "K = 10 Zipf", "K = 100 Zipf", "K = 10 equal"};

Design entropy_design(const std::string& law) { return design_named("entropy, " + law + ", nested"); }

Tally tally_of(const Design& design, std::uint64_t replicates, std::int64_t runs) {
  return run_many(Study(design, replicates), truths_of(design), runs, 1, Executor());
}

Tally tally_of_mutant(const Design& design, std::size_t mutant, std::uint64_t replicates, std::int64_t runs) {
  return run_many(Study(design, replicates).with(design.mutants[mutant]), truths_of(design), runs, 1,
                  Executor());
}

// At level 0.01, 7 or more wrong refutations in 40 studies have a chance below 1e-7.
TEST(VerdictErrors, NullStudiesAreSeldomRefuted) {
  for (const char* law : entropy_laws) EXPECT_LT(tally_of(entropy_design(law), 400, 40).wrong.hits, 7) << law;
}

TEST(VerdictErrors, HalfTheDataAndAWrongLawAreRefuted) {
  for (const char* law : entropy_laws) {
    const Design design = entropy_design(law);
    EXPECT_EQ(tally_of_mutant(design, 0, 400, 3).refuted.hits, 3) << law;
    const Tally t = tally_of_mutant(design, 1, 400, 3);
    EXPECT_EQ(t.refuted.hits, 3) << law;
    // By the counts, which alone see it where p is equal.
    EXPECT_EQ(t.cells[1].refuted.hits, 3) << law;
  }
}

struct Hard {
  const char* name;
  const char* design;
  std::uint64_t replicates;
  std::uint64_t runs = 400, limit = 18;
};

void PrintTo(const Hard& hard, std::ostream* out) { *out << hard.name; }

class HardDesign : public testing::TestWithParam<Hard> {};

// At level 0.01, 18 or more wrong verdicts in 400 runs have a chance of 2e-7, 13 or more in 200 too; the
// designs have 288 such counts, so that one of them all has a chance below 1e-4.
TEST_P(HardDesign, KeepsTheLevel) {
  const Design design = design_named(GetParam().design);
  const Tally t = tally_of(design, GetParam().replicates, GetParam().runs);
  EXPECT_LT(t.wrong.hits, GetParam().limit) << "any wrong refutation";
  for (std::size_t c = 0; c < t.cells.size(); ++c) {
    const Claim& claim = design.claims[c];
    EXPECT_LT((claim.holds ? t.cells[c].refuted : t.cells[c].confirmed).hits, GetParam().limit)
        << (claim.holds ? "true: " : "false: ") << claim.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    VerdictErrors, HardDesign,
    testing::Values(Hard{"rare_event", "bernoulli, p = 0.001", 100},
                    Hard{"very_rare_event", "bernoulli, p = 0.0001", 400},
                    Hard{"rare_cell", "joint, cells of 1e-4 and 1e-2", 100},
                    Hard{"rare_class", "entropy, K = 2, p = 1e-4, n = 100", 100},
                    Hard{"unseen_class", "entropy, K = 2, p = 1e-8", 30},
                    Hard{"failures", "zipf(2.5) of 10, mle of s", 400},
                    Hard{"told_too_few", "dirichlet_mean_jeffreys, K = 3 of 6 classes, n = 5", 10},
                    Hard{"conditional", "frequency of A given B, P(B) = 0.002, n = 10", 100},
                    Hard{"infinite", "kl to a law that lacks a class", 100},
                    Hard{"skewed_rate", "exponential, mle of the rate", 100},
                    Hard{"skewed_mean", "gamma(0.02), its mean by one draw", 100},
                    Hard{"skewed_shape", "gamma(2.5), mle of the shape, n = 30", 30},
                    Hard{"few_replicates", "normal, mle of the variance, n = 5", 10},
                    Hard{"two_entropies", "entropy, p = .4 .3 .2 .1, n = 20", 10},
                    Hard{"many_laws", "20 normal laws, their means", 10},
                    Hard{"paired_coverage", "paired coverage, zipf(0.5) of 200, n = 500", 400, 200, 13},
                    Hard{"mild_paired_coverage", "paired coverage, K = 4, n = 30", 30, 200, 13},
                    Hard{"passing_slope", "slope, entropy of nearly equal classes", 400}),
    [](const testing::TestParamInfo<Hard>& hard) { return std::string(hard.param.name); });

// The chance of each is above 0.95 by the README's table; fewer than 16 of 20 have a chance below 3e-3 at
// 0.95.
TEST(VerdictErrors, TrueClaimsAreConfirmed) {
  for (const char* law : {"K = 10 Zipf", "K = 100 Zipf", "K = 10 equal"})
    EXPECT_GE(tally_of(entropy_design(law), 4000, 20).confirmed.hits, 16) << law;
  const Design design = design_named("exponential, mle of the rate");
  const Tally t = tally_of(design, 4000, 20);
  for (std::size_t c = 0; c < t.cells.size(); ++c) {
    if (design.claims[c].power == 0) continue;
    EXPECT_GE(t.cells[c].confirmed.hits, 16) << design.claims[c].name;
  }
}

// A margin of 6.5 standard errors or more: 99 of 100 mutants of two margins are refuted, so that 2 or more of
// 10 are not has a chance below 5e-3 for each.
TEST(VerdictErrors, MutantsOfTwoMarginsAreRefuted) {
  for (const char* name : {"slope, mean of a normal law", "mutual_information, n = 30"}) {
    const Counted counted = measure(design_named(name), {0, 20, 10}, Executor());
    std::size_t asked = 0;
    for (const MutantTally& mutant : counted.mutants) {
      if (mutant.power == 0) continue;
      ++asked;
      EXPECT_GE(mutant.refuted.hits, 9) << name << ": " << counted.design.claims[mutant.claim].name;
    }
    EXPECT_GT(asked, 0U) << name;
  }
}

}  // namespace
}  // namespace plim::verdicts::verdict_errors_test
