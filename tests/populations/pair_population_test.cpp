#include "plim/populations/pair_population.hpp"

#include "plim/populations/markov_population.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/weight_element.hpp"
#include "support.hpp"

namespace plim::pair_population_test {
namespace {

std::shared_ptr<const Population> categorical(const std::vector<double>& p) {
  Arguments arguments;
  arguments.set("p", p);
  return *standard_catalogue().find_law("categorical")->make(arguments);
}

const std::vector<double> p = {0.5, 0.2, 0.3}, q = {0.25, 0.25, 0.5};

std::vector<std::int64_t> copied(const std::int64_t* c, std::size_t size) { return {c, c + size}; }

TEST(PairPopulation, IsTwoIndependentSamples) {
  const auto first = categorical(p), second = categorical(q);
  const auto pair = *make_pair_population(first, second, 0.5);
  const ViewId both[] = {view_id<CountsPair>()}, counts[] = {view_id<Counts>()};
  for (const RouteKind route : {RouteKind::draws, RouteKind::counts}) {
    const Address address{{42}, 7, 0};
    const auto pairs = pair->source(route, both, 1000, 4), alone = first->source(route, counts, 1000, 4);
    pairs->start(address, 4);
    alone->start(address, 4);
    for (const std::int64_t n : {11, 1000}) {
      pairs->grow(n, n > 11);
      alone->grow(n, n > 11);
      const auto& two = *static_cast<const CountsPair*>(pairs->view(view_id<CountsPair>()));
      const auto& one = *static_cast<const Counts*>(alone->view(view_id<Counts>()));
      EXPECT_EQ(two.n, n);
      EXPECT_EQ(two.m, n == 11 ? 6 : 500);
      EXPECT_EQ(copied(two.p, 12), copied(one.c, 12));
      std::int64_t total = 0;
      for (std::size_t k = 0; k < 3; ++k) total += two.q[k * 4];
      EXPECT_EQ(total, two.m);
    }
  }
  EXPECT_TRUE(pair->views(RouteKind::statistic).empty());
  EXPECT_TRUE(pair->probabilities().empty());
}

// A ratio far below 1 lets the second sample stand still between sizes.
TEST(PairPopulation, TheSecondSampleHasOneDrawAtLeast) {
  const auto pair = *make_pair_population(categorical(p), categorical(q), 0.001);
  const ViewId both[] = {view_id<CountsPair>()};
  const auto source = pair->source(RouteKind::draws, both, 2000, 1);
  source->start({{1}, 0, 0}, 1);
  for (const auto& [n, m] : std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 1}, {10, 1}, {2000, 2}}) {
    source->grow(n, 0);
    EXPECT_EQ(static_cast<const CountsPair*>(source->view(view_id<CountsPair>()))->m, m) << n;
  }
}

// Two samples of one law have nothing in common: covariance of the counts of a class over replicates.
TEST(PairPopulation, BothSamplesOfOneLawAreIndependent) {
  const auto law = categorical({0.5, 0.5});
  const auto pair = *make_pair_population(law, law, 1);
  const ViewId both[] = {view_id<CountsPair>()};
  const auto source = pair->source(RouteKind::draws, both, 100, 1);
  constexpr int replicates = 4000;
  double sum = 0;
  for (std::uint64_t r = 0; r < replicates; ++r) {
    source->start({{3}, r, 0}, 1);
    source->grow(100, 0);
    const auto& two = *static_cast<const CountsPair*>(source->view(view_id<CountsPair>()));
    sum += static_cast<double>((two.p[0] - 50) * (two.q[0] - 50)) / 25;
  }
  EXPECT_LT(std::fabs(sum / replicates),
            5 / std::sqrt(replicates));  // in standard deviations of one replicate
}

TEST(PairPopulation, Truths) {
  const auto pair = *make_pair_population(categorical(p), categorical(q), 1);
  double kl = 0, cross = 0, js = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    const double r = (p[k] + q[k]) / 2;
    kl += p[k] * std::log(p[k] / q[k]);
    cross -= p[k] * std::log(q[k]);
    js += (p[k] * std::log(p[k] / r) + q[k] * std::log(q[k] / r)) / 2;
  }
  EXPECT_NEAR(*pair->truth(functional::kl, 0), kl, 1e-15);
  EXPECT_NEAR(*pair->truth(functional::cross_entropy, 0), cross, 1e-15);
  EXPECT_NEAR(*pair->truth(functional::jensen_shannon, 0), js, 1e-15);
  double weighted = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    const double r = 0.2 * p[k] + 0.8 * q[k];
    weighted += 0.2 * p[k] * std::log(p[k] / r) + 0.8 * q[k] * std::log(q[k] / r);
  }
  EXPECT_NEAR(*pair->truth(functional::jensen_shannon, element_of_weight(0.2)), weighted, 1e-15);
  EXPECT_FALSE(pair->truth(functional::entropy, 0));
  const auto lacking = *make_pair_population(categorical(p), categorical({0.5, 0, 0.5}), 1);
  EXPECT_TRUE(std::isinf(*lacking->truth(functional::kl, 0)));
  EXPECT_TRUE(std::isinf(*lacking->truth(functional::cross_entropy, 0)));
  EXPECT_TRUE(std::isfinite(*lacking->truth(functional::jensen_shannon, 0)));
}

TEST(PairPopulation, RefusesWhatHasNoCountsOrOtherClasses) {
  const auto law = categorical(p);
  EXPECT_FALSE(make_pair_population(law, categorical({0.5, 0.5}), 1));
  Arguments normal;
  normal.set("mean", 0.0);
  normal.set("sd", 1.0);
  EXPECT_FALSE(make_pair_population(law, *standard_catalogue().find_law("normal")->make(normal), 1));
  Arguments chain;
  NumberRows rows;
  rows.assign(3, {0.2, 0.3, 0.5});
  chain.set("matrix", rows);
  EXPECT_FALSE(make_pair_population(law, *standard_catalogue().find_law("markov")->make(chain), 1));
}

}  // namespace
}  // namespace plim::pair_population_test
