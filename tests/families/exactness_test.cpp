#include "exact_procedures.hpp"

// The procedures T1 to T6 over the whole catalogue.
namespace plim::exactness_test {
namespace {

using namespace test;

/// Every source held against its law by one procedure.
void hold(const Procedure& procedure) {
  std::uint64_t key = 0;
  double compared = 0;
  for (const Source& source : exact_sources()) {
    const auto draws = static_cast<std::uint64_t>(exactness() * static_cast<double>(procedure.draws));
    const Verdict verdict = verdict_of(procedure, source, draws, ++key);
    compared += static_cast<double>(verdict.findings.size());
    EXPECT_EQ(verdict.refutation, "");
  }
  EXPECT_GT(compared, 50);
  EXPECT_LT(compared, most_of_one);
}

TEST(Exactness, T1_DistanceOfDistributionFunctions) { hold(t1); }
TEST(Exactness, T2_UniformsOfContinuousLaws) { hold(t2); }
TEST(Exactness, T3_LikelihoodRatioOfDiscreteLaws) { hold(t3); }
TEST(Exactness, T4_CountsInTheTails) { hold(t4); }
TEST(Exactness, T5_MeansAndVariances) { hold(t5); }
TEST(Exactness, T6_LatticesTiesAndLastDigits) { hold(t6); }

}  // namespace
}  // namespace plim::exactness_test
