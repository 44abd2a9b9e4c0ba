#include "plim/populations/symbol_population.hpp"

#include <numeric>

#include "plim/views/counts.hpp"
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

}  // namespace
}  // namespace plim::symbol_population_test
