#include "plim/numeric/chain_diagnostics.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "support.hpp"

// R-hat and effective sample sizes against numpy and scipy (tests/data/chains.py).
namespace plim::chain_diagnostics_test {
namespace {

ChainDraws chains_of(const std::vector<std::vector<double>>& rows, std::vector<double>& draws) {
  draws.clear();
  for (const std::vector<double>& row : rows) draws.insert(draws.end(), row.begin(), row.end());
  return {draws, rows.size()};
}

TEST(ChainDiagnostics, EveryReferenceCase) {
  const nlohmann::json cases = test::read_json("chains.json");
  EXPECT_EQ(cases.size(), 12U);
  for (const nlohmann::json& c : cases) {
    std::vector<double> draws;
    const ChainDraws chains = chains_of(c["draws"], draws);
    EXPECT_NEAR(r_hat(chains), c["r_hat"], 1e-10) << c["id"];
    EXPECT_NEAR(bulk_effective_size(chains) / c["ess"].get<double>(), 1, 1e-10) << c["id"];
  }
}

// What a monotone map does to the draws changes no rank.
TEST(ChainDiagnostics, EffectiveSizeIsOfRanks) {
  const nlohmann::json c = test::read_json("chains.json")[1];
  std::vector<double> draws;
  const ChainDraws chains = chains_of(c["draws"], draws);
  for (double& x : draws) x = std::exp(x);
  EXPECT_DOUBLE_EQ(bulk_effective_size(chains), bulk_effective_size(chains_of(c["draws"], draws)));
}

TEST(ChainDiagnostics, OfNoUse) {
  std::vector<double> draws(40, 1.5);
  EXPECT_TRUE(std::isnan(r_hat({draws, 2})));
  EXPECT_TRUE(std::isnan(bulk_effective_size({draws, 2})));
  for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = static_cast<double>(i % 7);
  EXPECT_FALSE(std::isnan(r_hat({draws, 2})));
  EXPECT_TRUE(std::isnan(r_hat({draws, 4})));  // ten each
  draws[3] = infinity;
  EXPECT_TRUE(std::isnan(r_hat({draws, 2})));
  EXPECT_TRUE(std::isnan(bulk_effective_size({draws, 2})));
}

// Chains that each stay where they are: R-hat has no bound.
TEST(ChainDiagnostics, StuckChains) {
  std::vector<double> draws(40, 0);
  std::fill(draws.begin() + 20, draws.end(), 1);
  EXPECT_EQ(r_hat({draws, 2}), infinity);
}

}  // namespace
}  // namespace plim::chain_diagnostics_test
