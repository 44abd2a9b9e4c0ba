#include "exact_procedures.hpp"

// The procedures T1 to T6 over the whole catalogue.
namespace plim::exactness_test {
namespace {

using namespace test;

std::uint64_t draws_of(const Procedure& procedure) {
  return static_cast<std::uint64_t>(exactness() * static_cast<double>(procedure.draws));
}

/// Every source held against its law by one procedure.
void hold(const Procedure& procedure, const std::vector<Source>& sources, double least_compared = 50) {
  std::uint64_t key = 0;
  double compared = 0;
  for (const Source& source : sources) {
    const std::uint64_t dear = procedure.find == uniforms ? source.dear : 1;
    const Verdict verdict = verdict_of(procedure, source, draws_of(procedure) / dear, ++key);
    compared += static_cast<double>(verdict.comparisons.size());
    EXPECT_EQ(verdict.refutation, "");
  }
  EXPECT_GE(compared, least_compared);
  EXPECT_LT(compared, most_of_one);
}

void hold(const Procedure& procedure) { hold(procedure, exact_sources()); }

std::vector<Source> sources_of(const std::vector<std::string>& names) {
  std::vector<Source> some;
  for (const Source& source : exact_sources()) {
    if (std::count(names.begin(), names.end(), source.name) > 0) some.push_back(source);
  }
  return some;
}

TEST(Exactness, T1_DistanceOfDistributionFunctions) { hold(t1); }
TEST(Exactness, T2_UniformsOfContinuousLaws) { hold(t2); }
TEST(Exactness, T3_LikelihoodRatioOfDiscreteLaws) { hold(t3); }
TEST(Exactness, T4_CountsInTheTails) { hold(t4); }
TEST(Exactness, T5_MeansAndVariances) { hold(t5); }
TEST(Exactness, T3_ClassesAtVolume) {
  hold(t3_at_volume, sources_of({"categorical[[0.9,0.06,0.04]]", "bernoulli[0.3]"}), 2);
}
TEST(Exactness, T4_TailsAtVolume) { hold(t4_at_volume, sources_of({"normal[0,1]", "exponential[1]"}), 8); }
TEST(Exactness, T6_LatticesTiesAndLastDigits) { hold(t6); }

// A family without rows does not compile; a kind of law made of others without one is found here.
TEST(Exactness, EveryKindOfMadeLawHasItsRows) {
  const std::vector<MadeRow> rows = made_rows();
  for (const CompositeLaw& kind : standard_composites())
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const MadeRow& row) {
      return row.kind == kind.name;
    })) << kind.name;
}

}  // namespace
}  // namespace plim::exactness_test
