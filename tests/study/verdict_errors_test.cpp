#include <gtest/gtest.h>

#include "../../bench/verdict_study.hpp"

// A small form of the study of studies (bench/verdict_errors.cpp) with fixed seeds.
namespace plim::verdict_study {
namespace {

// At level 0.01, 7 or more wrong refutations in 40 studies have a chance below 1e-7.
TEST(VerdictErrors, NullStudiesAreSeldomRefuted) {
  for (const Law& law : laws())
    EXPECT_LT(run_many(law, Design{}, Mutant::none, 40, 1, Executor()).refuted, 7) << law.name;
}

TEST(VerdictErrors, HalfTheDataAndAWrongLawAreRefuted) {
  for (const Law& law : laws())
    EXPECT_EQ(run_many(law, Design{}, Mutant::half_the_data, 3, 1, Executor()).refuted, 3) << law.name;
  for (const Law& law : laws()) {
    const Tally t = run_many(law, Design{}, Mutant::one_class, 3, 1, Executor());
    EXPECT_EQ(t.refuted, 3) << law.name;
    EXPECT_EQ(t.refuted_by[1], 3) << law.name;  // by the counts, which alone see it where p is equal
  }
}

}  // namespace
}  // namespace plim::verdict_study
