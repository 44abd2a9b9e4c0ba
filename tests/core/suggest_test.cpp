#include "plim/core/suggest.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace plim::suggest_test {
namespace {

const std::vector<std::string> names = {"normal", "binomial", "poisson", "ml", "mle"};

TEST(Suggest, FindsOneChangeOfEachKind) {
  EXPECT_EQ(suggest("norml", names), "normal");    // left out
  EXPECT_EQ(suggest("normall", names), "normal");  // put in
  EXPECT_EQ(suggest("normel", names), "normal");   // changed
  EXPECT_EQ(suggest("nromal", names), "normal");   // swapped: one step, not two
  EXPECT_EQ(suggest("normal", names), "normal");
}

TEST(Suggest, IsSilentBeyondAThird) {
  EXPECT_EQ(suggest("nrml", names), "");  // 2 of 4
  EXPECT_EQ(suggest("pisson", names), "poisson");
  EXPECT_EQ(suggest("bnomail", names), "binomial");  // 2 of 7
  EXPECT_EQ(suggest("gamma", names), "");
  EXPECT_EQ(suggest("", names), "");
  EXPECT_EQ(suggest("normal", {}), "");
  EXPECT_EQ(suggest(std::string(100, 'n'), names), "");
}

TEST(Suggest, GivesTheFirstOfEquals) {
  EXPECT_EQ(suggest("mlx", names), "ml");  // "ml" and "mle" are one step away
  EXPECT_EQ(suggest("x", names), "");      // one step would leave "ml" two away
}

}  // namespace
}  // namespace plim::suggest_test
