#include "plim/populations/symbol_population.hpp"

#include <numeric>

#include "plim/populations/observation_stream.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sequence.hpp"
#include "support.hpp"

namespace plim::symbol_population_test {
namespace {

// C7: multinomial counts of 10^12 draws in a hundred classes, some of them empty and some nearly so: never
// negative, never more or fewer in all; 13 000 deviates, of which one passes 7 with probability 4e-8.
TEST(SymbolPopulation, CountsOfHugeSamplesAddUp) {
  SymbolLaw law;
  law.canonical = law.readable = "law";
  for (int k = 0; k < 100; ++k) law.p.push_back(k % 7 == 0 ? 0 : k % 5 == 0 ? 1e-15 : 1 / (k + 0.37));
  law.p.push_back(0);
  const double sum = std::accumulate(law.p.begin(), law.p.end(), 0.0);
  for (double& p : law.p) p /= sum;
  const SymbolPopulation population(law);
  const ViewId wanted[] = {view_id<Counts>()};
  constexpr std::size_t lanes = 64;
  const auto source = population.source(RouteKind::counts, wanted, std::int64_t{1} << 53, lanes);
  source->start({{12}, 0, 0}, lanes);
  std::uint32_t checkpoint = 0;
  for (const std::int64_t n :
       {std::int64_t{1}, std::int64_t{1000}, std::int64_t{1000000000000}, std::int64_t{1} << 53}) {
    source->grow(n, checkpoint++);
    const auto& counts = *static_cast<const Counts*>(source->view(view_id<Counts>()));
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Counts::One c = counts.one(lane);
      std::int64_t total = 0;
      for (std::size_t k = 0; k < law.p.size(); ++k) {
        ASSERT_GE(c[k], 0);
        if (law.p[k] == 0) {
          ASSERT_EQ(c[k], 0) << k;
        }
        total += c[k];
        const double expected = static_cast<double>(n) * law.p[k];
        if (expected > 1000) {
          EXPECT_LT(std::fabs(static_cast<double>(c[k]) - expected) / std::sqrt(expected * (1 - law.p[k])), 7)
              << k;
        }
      }
      ASSERT_EQ(total, n);
    }
  }
}

// The order of the draws, their values and their counts are of one sample, whichever of them are asked for:
// that which is drawn one by one. 5000 passes the portion that is drawn at a time.
TEST(SymbolPopulation, ViewsOfDrawsAreOfOneSample) {
  SymbolLaw law;
  law.canonical = law.readable = "law";
  law.p = {0.5, 0.2, 0.3};
  law.values = {-1, 0.5, 7};
  const SymbolPopulation population(law);
  const std::vector<ViewId> all = {view_id<Counts>(), view_id<Reals>(), view_id<Sequence>()};
  EXPECT_EQ(population.views(RouteKind::draws), all);
  for (const auto& wanted : {all, std::vector{all[2]}}) {
    const auto source = population.source(RouteKind::draws, wanted, 5000, 2);
    source->start({{12}, 5, 0}, 2);
    std::uint32_t checkpoint = 0;
    for (const std::int64_t n : {std::int64_t{7}, std::int64_t{5000}}) {
      source->grow(n, checkpoint++);
      for (std::size_t lane = 0; lane < 2; ++lane) {
        std::vector<double> values(static_cast<std::size_t>(n));
        population.stream({{12}, 5 + lane, 0})->next(values);
        const auto x = static_cast<const Sequence*>(source->view(all[2]))->one(lane).x;
        ASSERT_EQ(x.size(), values.size());
        std::vector<std::int64_t> counts(3);
        for (std::size_t i = 0; i < x.size(); ++i) {
          ASSERT_EQ(law.values[static_cast<std::size_t>(x[i])], values[i]);
          ++counts[static_cast<std::size_t>(x[i])];
        }
        const Counts::One c = static_cast<const Counts*>(source->view(all[0]))->one(lane);
        for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(c[k], counts[k]);
        const auto* reals = static_cast<const Reals*>(source->view(all[1]));
        ASSERT_EQ(reals == nullptr, wanted.size() == 1);
        if (reals == nullptr) continue;
        const auto numbers = reals->one(lane).x;
        EXPECT_TRUE(std::equal(numbers.begin(), numbers.end(), values.begin(), values.end()));
      }
    }
  }
}

}  // namespace
}  // namespace plim::symbol_population_test
