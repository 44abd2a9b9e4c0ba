#include "exact_mutants.hpp"

// The power of T1 to T6: every planted defect is refuted by the procedure named with it, in the form that
// every run makes, its second look included.
namespace plim::mutants_test {
namespace {

using namespace test;

bool killed(const Procedure& procedure, const Source& source, std::uint64_t key) {
  return !verdict_of(procedure, source, procedure.draws, key).refutation.empty();
}

TEST(Mutants, T1_T2_T3_T4_T5_T6_P1_EveryOneIsKilled) {
  std::vector<OwnMutant> all = own_mutants();
  for (const Mutant& mutant : mutants())
    all.push_back({mutant.what, mutant.killer, source_of(mutant.relation)});
  std::uint64_t key = 500;
  std::size_t count = 0;
  std::set<std::string> used;
  for (const OwnMutant& mutant : all) {
    const bool found = killed(mutant.killer, mutant.source, ++key);
    EXPECT_TRUE(found) << mutant.what << ": " << mutant.source.name << " survives " << mutant.killer.name;
    count += found ? 1 : 0;
    used.insert(std::string(mutant.killer.name).substr(0, 2));
  }
  EXPECT_GE(all.size(), 20U);
  EXPECT_EQ(count, all.size());
  EXPECT_EQ(used, (std::set<std::string>{"T1", "T2", "T3", "T4", "T5", "T6"}));
}

}  // namespace
}  // namespace plim::mutants_test
