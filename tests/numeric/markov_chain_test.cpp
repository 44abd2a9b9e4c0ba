#include "plim/numeric/markov_chain.hpp"

#include "markov_cases.hpp"

// Chains against numpy (tests/data/markov_chains.py): stationary laws by eigenvectors, long-run variances by
// summed autocovariances.
namespace plim::markov_chain_test {
namespace {

using Made = Outcome<std::shared_ptr<const MarkovChain>>;

Made chain_of(const NumberRows& rows) {
  ChainSteps chain;
  std::vector<std::string> names;
  for (std::size_t s = 0; s < rows.size(); ++s) {
    names.push_back(std::string(1, static_cast<char>('a' + s)));
    chain.blocks.push_back({static_cast<std::uint32_t>(s)});
    chain.steps.emplace_back();
    for (std::size_t t = 0; t < rows.size(); ++t) {
      if (rows[s][t] > 0) chain.steps.back().push_back({t, rows[s][t]});
    }
  }
  return MarkovChain::make(std::move(chain), names);
}

TEST(MarkovChains, LawsAndEntropiesAreNumpys) {
  for (const auto& [name, chain] : test::markov_chains().at("chains").items()) {
    const Made made = chain_of(test::matrix_of(chain));
    ASSERT_TRUE(made) << name << ": " << made.reason();
    const auto pi = chain.at("stationary").get<std::vector<double>>();
    for (std::size_t s = 0; s < pi.size(); ++s) EXPECT_NEAR((*made)->stationary()[s], pi[s], 1e-14) << name;
    EXPECT_NEAR((*made)->entropy_rate(), chain.at("entropy_rate").get<double>(), 1e-14) << name;
    for (std::size_t k = 1; k <= 4; ++k)
      EXPECT_NEAR((*made)->block_entropy(k), chain.at("block_entropy")[k - 1].get<double>(), 1e-13) << name;
  }
}

TEST(MarkovChains, LongRunVariancesAreSummedAutocovariances) {
  std::size_t checked = 0;
  for (const auto& item : test::markov_chains().at("chains").items()) {
    const std::string& name = item.key();
    const nlohmann::json& chain = item.value();
    if (!chain.contains("long_run_symbol")) continue;
    const Made made = chain_of(test::matrix_of(chain));
    const auto near = [&](std::optional<double> found, const char* wanted) {
      EXPECT_NEAR(found.value(), chain.at(wanted).get<double>(), 1e-11) << name << " " << wanted;
    };
    near((*made)->long_run_variance(1, 1, 0), "long_run_symbol");
    near((*made)->long_run_variance(1, 0, 1), "long_run_step");
    near((*made)->long_run_variance(1, 1, 2), "long_run_three");
    near((*made)->relative_count_variance(1), "relative_count_variance");
    ++checked;
  }
  EXPECT_GE(checked, 5U);
}

TEST(MarkovChains, PeriodsAndStatesLeftForGood) {
  const auto of = [](const NumberRows& rows) { return *chain_of(rows); };
  EXPECT_EQ(of({{1}})->period(), 1U);
  EXPECT_EQ(of({{0, 1}, {1, 0}})->period(), 2U);
  EXPECT_EQ(of({{0, 1, 0}, {0, 0, 1}, {1, 0, 0}})->period(), 3U);
  // Ways of length 2 and 3.
  EXPECT_EQ(of({{0, 1, 0}, {0.5, 0, 0.5}, {1, 0, 0}})->period(), 1U);
  const auto absorbing = of({{1, 0, 0}, {0.3, 0.4, 0.3}, {0.5, 0, 0.5}});
  EXPECT_EQ(absorbing->transient_states(), 2U);
  EXPECT_EQ(absorbing->stationary(), (std::vector<double>{1, 0, 0}));
  EXPECT_EQ(absorbing->entropy_rate(), 0);
  EXPECT_EQ(absorbing->block_entropy(3), 0);
}

TEST(MarkovChains, SeveralClosedClassesAreRefusedByName) {
  const Made two = chain_of({{0.5, 0.5, 0, 0}, {0.5, 0.5, 0, 0}, {0, 0.5, 0, 0.5}, {0, 0, 0, 1}});
  ASSERT_FALSE(two);
  EXPECT_EQ(
      two.reason(),
      "the chain has 2 closed classes of states, among them {a, b} and {d}: a path stays in the one that it "
      "comes to, and there is no one stationary law");
}

// P(a) = 10^-12: a difference of 1 and the rest would leave four digits.
TEST(MarkovChains, RareStatesKeepTheirDigits) {
  const auto chain = *chain_of({{0.5, 0.5}, {0.5e-12, 1 - 0.5e-12}});
  EXPECT_NEAR(chain->stationary()[0] / (0.5e-12 / (0.5 + 0.5e-12)), 1, 1e-14);
}

TEST(MarkovChains, BlocksThatOccur) {
  // From b to a never, so aa, ab, bb, bc, ca, cb, cc.
  const auto chain = *chain_of({{0.5, 0.5, 0}, {0, 0.5, 0.5}, {0.25, 0.25, 0.5}});
  EXPECT_EQ(chain->blocks(1).number, 3);
  EXPECT_EQ(chain->blocks(2).number, 7);
  EXPECT_EQ(chain->blocks(3).number, 16);
  EXPECT_NEAR(chain->blocks(2).smallest, chain->stationary()[2] / 4, 1e-15);
}

}  // namespace
}  // namespace plim::markov_chain_test
