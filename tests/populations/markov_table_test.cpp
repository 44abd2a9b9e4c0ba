#include <map>

#include "engine/fixtures.hpp"
#include "markov_cases.hpp"
#include "plim/populations/markov_population.hpp"
#include "plim/views/sequence.hpp"

// Chains of order 2 and 3 by their tables, against sums over all sequences from the definitions.
namespace plim::markov_table_test {
namespace {

using Block = std::vector<std::int32_t>;
using Made = Outcome<std::shared_ptr<const Population>>;

struct Chain {
  std::int64_t order;
  NumberRows rows;
  std::vector<double> start = {};
  std::size_t K() const { return rows.front().size(); }
};

// On 3 symbols, after 2, never two equal ones three times in a row; 0 is never followed by 2.
const Chain two = {2,
                   {{0, 1, 0},
                    {0.3, 0.3, 0.4},
                    {0, 0, 0},
                    {0.5, 0.5, 0},
                    {0.8, 0, 0.2},
                    {0.1, 0.2, 0.7},
                    {0.6, 0.4, 0},
                    {0.25, 0.25, 0.5},
                    {0.5, 0.5, 0}}};
// On 2 symbols, after 3; 1 1 1 never occurs.
const Chain three = {
    3, {{0.9, 0.1}, {0.4, 0.6}, {0.5, 0.5}, {1, 0}, {0.2, 0.8}, {0.7, 0.3}, {0.35, 0.65}, {0, 0}}};
// After 0 0 and 1 1 nothing else comes than at first: these are left for good, 0 1 and 1 0 in turn.
const Chain left = {2, {{0.5, 0.5}, {1, 0}, {0, 1}, {0.5, 0.5}}};

Made made(const Chain& chain) {
  Arguments a;
  a.set("order", Value{chain.order});
  a.set("table", Value{chain.rows});
  if (!chain.start.empty()) a.set("start", Value{chain.start});
  return Markov::make(a);
}

/// The law of the rows' blocks a step later.
std::vector<double> a_step_on(const Chain& chain, const std::vector<double>& law) {
  std::vector<double> next(law.size());
  for (std::size_t r = 0; r < law.size(); ++r)
    for (std::size_t k = 0; k < chain.K(); ++k)
      next[(r * chain.K() + k) % law.size()] += law[r] * chain.rows[r][k];
  return next;
}

/// By halving the law and its step over and over, which converges for periods too.
std::vector<double> stationary(const Chain& chain) {
  std::vector<double> law(chain.rows.size());
  double rows = 0;
  for (std::size_t r = 0; r < law.size(); ++r)
    rows += law[r] = chain.rows[r] == std::vector<double>(chain.K()) ? 0 : 1;
  for (double& p : law) p /= rows;
  for (int i = 0; i < 5000; ++i) {
    const std::vector<double> next = a_step_on(chain, law);
    for (std::size_t r = 0; r < law.size(); ++r) law[r] = (law[r] + next[r]) / 2;
  }
  return law;
}

/// The probabilities of all sequences of `length` symbols that follow the block of a row with that law.
std::map<Block, double> after(const Chain& chain, const std::vector<double>& law, std::size_t length) {
  std::map<std::pair<Block, std::size_t>, double> at;
  for (std::size_t r = 0; r < law.size(); ++r)
    if (law[r] > 0) at[{{}, r}] = law[r];
  for (std::size_t i = 0; i < length; ++i) {
    std::map<std::pair<Block, std::size_t>, double> next;
    for (const auto& [way, p] : at) {
      for (std::size_t k = 0; k < chain.K(); ++k) {
        Block longer = way.first;
        longer.push_back(static_cast<std::int32_t>(k));
        const double step = p * chain.rows[way.second][k];
        if (step > 0) next[{longer, (way.second * chain.K() + k) % law.size()}] += step;
      }
    }
    at = std::move(next);
  }
  std::map<Block, double> all;
  for (const auto& [way, p] : at) all[way.first] += p;
  return all;
}

double entropy_of_blocks(const std::map<Block, double>& blocks) {
  double h = 0;
  for (const auto& [block, p] : blocks) h -= p > 0 ? p * std::log(p) : 0;
  return h;
}

double entropy_of_row(const Chain& chain, std::size_t r) {
  double h = 0;
  for (const double p : chain.rows[r]) h -= p > 0 ? p * std::log(p) : 0;
  return h;
}

TEST(MarkovTables, EntropiesAreSumsOverAllSequences) {
  for (const Chain& chain : {two, three, left}) {
    const Made population = made(chain);
    ASSERT_TRUE(population) << population.reason();
    const std::vector<double> pi = stationary(chain);
    double rate = 0;
    for (std::size_t r = 0; r < pi.size(); ++r) rate += pi[r] * entropy_of_row(chain, r);
    EXPECT_NEAR(*(*population)->truth("entropy_rate", 0), rate, 1e-13);
    for (std::size_t k = 1; k <= 7; ++k)
      EXPECT_NEAR(*(*population)->truth("block_entropy", k), entropy_of_blocks(after(chain, pi, k)), 1e-12)
          << k;
    EXPECT_NEAR(*(*population)->truth("entropy", 0), entropy_of_blocks(after(chain, pi, 1)), 1e-13);
    for (const auto& [block, p] : after(chain, pi, 1))
      EXPECT_NEAR(*(*population)->truth("p", static_cast<std::size_t>(block[0])), p, 1e-13);
  }
}

// Blocks of five among 4000 paths of 5: |z| above 5.73 has the chance 1e-8 each. A path shows the last symbol
// of its first block, so that it begins with what follows a row's block with the law before.
TEST(MarkovTables, PathsHaveTheLawOfTheTable) {
  for (const Chain& chain : {two, three, left}) {
    const Made population = made(chain);
    std::map<Block, double> drawn;
    for (std::uint64_t r = 0; r < 4000; ++r) ++drawn[test::path_of(**population, 5, r)];
    std::vector<double> observed, expected;
    for (const auto& [block, p] : after(chain, stationary(chain), 5)) {
      if (p < 1e-12) continue;  // of states left for good
      expected.push_back(4000 * p);
      observed.push_back(drawn[block]);
      drawn.erase(block);
    }
    for (const auto& [block, times] : drawn) EXPECT_EQ(times, 0);
    if (observed.size() > 2) {
      EXPECT_LT(std::fabs(test::chi_square_z(observed, expected)), test::z_limit);
    }
  }
}

TEST(MarkovTables, AStartIsTheLawOfTheFirstBlock) {
  Chain chain = three;
  chain.start = {0, 0, 0.25, 0, 0.75, 0, 0, 0};  // 0 1 0 and 1 0 0
  const Made population = made(chain);
  ASSERT_TRUE(population) << population.reason();
  std::map<Block, double> drawn, expected;
  for (std::uint64_t r = 0; r < 4000; ++r) ++drawn[test::path_of(**population, 3, r)];
  for (const auto& [block, p] : after(chain, chain.start, 2)) expected[{0, block[0], block[1]}] = 4000 * p;
  EXPECT_EQ(drawn.size(), expected.size());
  std::vector<double> o, e;
  for (const auto& [block, times] : expected) {
    e.push_back(times);
    o.push_back(drawn[block]);
  }
  EXPECT_LT(std::fabs(test::chi_square_z(o, e)), test::z_limit);
  EXPECT_EQ(*(*population)->truth("entropy_rate", 0), *(*made(three))->truth("entropy_rate", 0));
}

// The sums themselves over 3000 steps, by which time what is left of the start is below 1e-100.
TEST(MarkovTables, TheStartAndTheSpreadOfSurprisesAreSumsAlongThePath) {
  Chain chain = three;
  chain.start = {1, 0, 0, 0, 0, 0, 0, 0};
  const Made population = made(chain);
  const std::vector<double> pi = stationary(chain);
  double rate = 0, second = 0;
  for (std::size_t r = 0; r < pi.size(); ++r) {
    rate += pi[r] * entropy_of_row(chain, r);
    for (const double p : chain.rows[r]) second += p > 0 ? pi[r] * p * std::log(p) * std::log(p) : 0;
  }
  for (const std::size_t skipped : {0u, 1u, 2u, 5u}) {
    std::vector<double> law = chain.start;
    double effect = 0;
    for (std::size_t i = 0; i < skipped + 3000; ++i) {
      for (std::size_t r = 0; r < law.size() && i >= skipped; ++r)
        effect += law[r] * entropy_of_row(chain, r);
      effect -= i >= skipped ? rate : 0;
      law = a_step_on(chain, law);
    }
    EXPECT_NEAR(*(*population)->chain()->start_effect(skipped), effect, 1e-10) << skipped;
  }
  // The surprise of a step, and what it says of those after it.
  std::vector<double> weighted(pi.size());
  for (std::size_t r = 0; r < pi.size(); ++r) {
    for (std::size_t k = 0; k < 2; ++k) {
      const double p = chain.rows[r][k];
      if (p > 0) weighted[(2 * r + k) % 8] += pi[r] * p * (-std::log(p) - rate);
    }
  }
  double variance = second - rate * rate;
  for (int i = 0; i < 3000; ++i) {
    for (std::size_t r = 0; r < pi.size(); ++r) variance += 2 * weighted[r] * entropy_of_row(chain, r);
    weighted = a_step_on(chain, weighted);
  }
  EXPECT_NEAR(*(*population)->chain()->long_run_variance(1, 0, 1), variance, 1e-10);
}

TEST(MarkovTables, WithAPeriodTheStartHasNoOneEffect) {
  const Made population =
      made({1, {{0, 0, 0.5, 0.5}, {0, 0, 0.1, 0.9}, {1, 0, 0, 0}, {0.5, 0.5, 0, 0}}, {1, 0, 0, 0}});
  ASSERT_TRUE(population) << population.reason();
  EXPECT_NE((*population)->readable().find("period 2"), std::string::npos);
  EXPECT_FALSE((*population)->chain()->start_effect(0));
}

TEST(MarkovTables, SayWhatIsUnusual) {
  EXPECT_EQ((*made(two))->readable(), "markov(order 2: 3 symbols, 8 states)");
  EXPECT_EQ((*made(three))->readable(), "markov(order 3: 2 symbols, 7 states)");
  EXPECT_EQ((*made(left))->readable(),
            "markov(order 2: 2 symbols, 4 states, 2 of them left for good, period 2)");
  EXPECT_EQ((*made({9, {{1}}}))->readable(), "markov(order 9: 1 symbol, 1 state)");
}

TEST(MarkovTables, FaultsAreNamed) {
  const auto says = [](const std::string& population, const std::string& what) {
    std::string all;
    for (const std::string& fault : test::faults_of(
             test::study_text("law = \"markov\"\n" + population, "n = 5",
                              "[estimate.h]\nof = \"entropy_rate\"\non = \"x\"\nwith = [\"ml\"]\n", 4)))
      all += fault + "\n";
    EXPECT_NE(all.find(what), std::string::npos) << population << ": " << all;
  };
  const std::string rows = "table = [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], ";
  says("order = 2", "order goes with a table");
  says(rows + "[1, 0]]", "table needs order: after how many symbols");
  says("order = 0\n" + rows + "[1, 0]]", "order is 0, but must be an integer >= 1 and <= 9");
  says("order = 10\n" + rows + "[1, 0]]", "order is 10, but must be an integer >= 1 and <= 9");
  says("order = 2\nmatrix = [[1]]\n" + rows + "[1, 0]]", "has both a table and a matrix");
  says("order = 2\ntable = [[1]]\nfit.path = \"x\"", "has both a table and fit");
  says("order = 2\ntable = []", "table is ");
  says("order = 2\ntable = [[], []]", "table ");
  says("order = 2\n" + rows + "[1]]", "table");
  says("order = 3\n" + rows + "[1, 0]]",
       "table has 4 rows, but a table of order 3 on 2 symbols must have K^order = 8, in the order of the "
       "symbols "
       "they come after, the last changing fastest");
  says("order = 9\ntable = [[0.5, 0.25, 0.25]]",
       "table rows have 3 numbers, but a table of order 9 on 3 symbols must have K^order <= 1000 rows");
  says("order = 2\n" + rows + "[0.5, 0.4]]",
       "table row 4 (after 1 1) sums to 0.9, but must sum to 1 within 1e-9");
  says("order = 2\n" + rows + "[1.5, -0.5]]", "table row 4 (after 1 1) is a list whose entry 1 is 1.5");
  says("order = 2\n" + rows + "[nan, 1]]", "table");
  says("order = 2\n" + rows + "[0, 0]]",
       "table row 4 (after 1 1) is all zeros, so that these symbols must never occur, but table row 2 (after "
       "0 1) "
       "leads to them with probability 0.5");
  says("order = 2\ntable = [[0, 0], [0, 0], [0, 0], [0, 0]]", "table has no row but zeros");
  says("order = 2\ntable = [[1, 0], [1, 0], [1, 0], [0, 1]]",
       "2 closed classes of states, among them {0 0} and {1 1}");
  says("order = 2\nstates = [\"a\", \"b\"]\ntable = [[1, 0], [1, 0], [1, 0], [0, 1]]", "{a a} and {b b}");
  says("order = 2\nstates = [\"a\"]\n" + rows + "[1, 0]]", "1 name of states, but the table has 2 symbols");
  says("order = 2\nstart = [1, 0]\n" + rows + "[1, 0]]", "start has 2 numbers, but the table has 4 rows");
  says("order = 2\nstart = [0, 0, 0, 1]\ntable = [[0.5, 0.5], [1, 0], [1, 0], [0, 0]]",
       "table row 4 (after 1 1) is all zeros, but a path may start there");
}

}  // namespace
}  // namespace plim::markov_table_test
