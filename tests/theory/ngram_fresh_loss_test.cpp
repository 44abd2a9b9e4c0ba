#include "plim/theory/ngram_fresh_loss.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "estimators/ngram_texts.hpp"
#include "plim/numeric/block_law.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/populations/markov_population.hpp"
#include "plim/populations/trained_population.hpp"

namespace plim::ngram_fresh_loss_test {
namespace {

using test::ngrams::random_text;
using test::ngrams::Symbols;

constexpr double P[2][2] = {{0.9, 0.1}, {0.4, 0.6}}, pi[2] = {0.8, 0.2};  // 0.8 x 0.1 = 0.2 x 0.4

std::shared_ptr<const Population> chain() {
  Arguments a;
  a.set("matrix", Value{NumberRows{{P[0][0], P[0][1]}, {P[1][0], P[1][1]}}});
  return *Markov::make(a);
}

double total(const BlockLaw& law) { return std::accumulate(law.p.begin(), law.p.end(), 0.0); }

TEST(BlockLaw, IsThatOfPathsOfTheChain) {
  for (const std::size_t length : {1U, 2U, 3U, 5U}) {
    const auto law = block_law(*chain()->chain(), length, 32);
    ASSERT_TRUE(law);
    ASSERT_EQ(law->p.size(), std::size_t{1} << length);
    EXPECT_NEAR(total(*law), 1, 1e-15);
    for (std::size_t i = 0; i < law->p.size(); ++i) {
      const auto block = law->block(i);
      double p = pi[block[0]];
      for (std::size_t j = 1; j < length; ++j) p *= P[block[j - 1]][block[j]];
      EXPECT_NEAR(law->p[i], p, 1e-16);
    }
  }
  EXPECT_FALSE(block_law(*chain()->chain(), 5, 31));
}

TEST(BlockLaw, IsAProductOfIndependentDraws) {
  const std::vector<double> p = {0.5, 0, 0.3, 0.2};
  const auto law = block_law(p, 3, 27);
  ASSERT_TRUE(law);
  ASSERT_EQ(law->p.size(), 27U);  // none with the class that never comes
  EXPECT_NEAR(total(*law), 1, 1e-15);
  for (std::size_t i = 0; i < law->p.size(); ++i) {
    double product = 1;
    for (const std::int32_t k : law->block(i)) product *= p[static_cast<std::size_t>(k)];
    EXPECT_NEAR(law->p[i], product, 1e-16);
  }
  EXPECT_FALSE(block_law(p, 3, 26));
}

/// (c(hw) + a)/(c(h) + K a), counted here.
struct Counted {
  std::map<Symbols, double> blocks, contexts;
  Counted(const Symbols& x, std::size_t order) {
    for (std::size_t i = 0; i + order <= x.size(); ++i) {
      const auto from = x.begin() + static_cast<std::ptrdiff_t>(i);
      const auto end = from + static_cast<std::ptrdiff_t>(order);
      ++blocks[{from, end}];
      ++contexts[{from, end - 1}];
    }
  }
  double probability(const Symbols& block, double a, double K) {
    return (blocks[block] + a) / (contexts[{block.begin(), block.end() - 1}] + K * a);
  }
};

struct Fresh {
  Cell cell;
  Status status = Status::regular;
};
Fresh fresh_loss(const std::shared_ptr<const Population>& law, const Symbols& train,
                 const std::string& smoothing, std::int64_t order) {
  Knowns knowns;
  knowns.estimand = "cross_entropy";
  knowns.smoothing = smoothing;
  knowns.smoothing_options =
      test::ngrams::with({{"order", order}, {"vocabulary", std::string("population")}});
  knowns.K = 2;
  const auto trained = make_trained_population(law, law, static_cast<std::int64_t>(train.size()));
  const auto bound = NgramFreshLoss::bind(**trained, knowns);
  if (!bound) throw std::runtime_error(bound.reason());
  const std::int32_t *x = train.data(), *none = x;
  const SequencePair pair{{static_cast<std::int64_t>(train.size()), 2, 1, &x}, {0, 2, 1, &none}, 1, 1};
  NgramsOfPair derive(1, bound->view_arguments());
  NgramFreshLoss::workspace workspace;
  Fresh fresh;
  bound->estimate(derive(pair).one(0), workspace, Address{}, {{&fresh.cell, 1}, fresh.status});
  return fresh;
}

TEST(NgramFreshLoss, IsTheMeanOverAllBlocksOfTheChain) {
  const Symbols train = random_text(60, 2, 3);
  for (const std::size_t order : {1U, 2U, 4U}) {
    Counted counted(train, order);
    double expected = 0;
    for (std::size_t number = 0; number < (1U << order); ++number) {
      Symbols block;
      for (std::size_t j = 0; j < order; ++j) block.push_back(static_cast<std::int32_t>(number >> j & 1U));
      double p = pi[block[0]];
      for (std::size_t j = 1; j < order; ++j) p *= P[block[j - 1]][block[j]];
      expected -= p * std::log(counted.probability(block, 1, 2));
    }
    const Fresh fresh = fresh_loss(chain(), train, "laplace", static_cast<std::int64_t>(order));
    EXPECT_EQ(fresh.status, Status::regular);
    EXPECT_NEAR(fresh.cell.value, expected, 1e-14) << order;
  }
}

TEST(NgramFreshLoss, IsInfiniteWhereABlockThatOccursHasNoProbability) {
  const Fresh fresh = fresh_loss(chain(), {0, 0, 0, 1, 0}, "mle", 2);  // 1 after 1 was not seen
  EXPECT_EQ(fresh.status, Status::infinite);
  EXPECT_EQ(fresh.cell.value, std::numeric_limits<double>::infinity());
}

TEST(NgramFreshLoss, NeedsATextWithALaw) {
  Knowns knowns;
  knowns.smoothing = "laplace";
  knowns.K = 2;
  const auto bound = NgramFreshLoss::bind(*chain(), knowns);
  ASSERT_FALSE(bound);
  EXPECT_NE(bound.reason().find("needs the law of the text"), std::string::npos);
}

}  // namespace
}  // namespace plim::ngram_fresh_loss_test
