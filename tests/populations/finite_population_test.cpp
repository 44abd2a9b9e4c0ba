#include "plim/populations/finite_population.hpp"

#include <map>

#include "engine/fixtures.hpp"
#include "plim/views/counts.hpp"

namespace plim::finite_population_test {
namespace {

double choose(std::int64_t n, std::int64_t k) {
  double c = 1;
  for (std::int64_t i = 1; i <= k; ++i) c = c * static_cast<double>(n - k + i) / static_cast<double>(i);
  return k < 0 || k > n ? 0 : c;
}

FinitePopulation population(const std::vector<std::uint64_t>& items) {
  SymbolLaw law;
  law.canonical = law.readable = "items";
  law.weights = items;
  double total = 0;
  for (const std::uint64_t x : items) total += static_cast<double>(x);
  for (const std::uint64_t x : items) law.p.push_back(static_cast<double>(x) / total);
  return FinitePopulation(law);
}

/// |z| of a chi-square of the counts of three classes at the last of `sizes` against the multivariate
/// hypergeometric law of `items`.
double law_z(RouteKind route, const std::vector<std::uint64_t>& drawn_from,
             const std::vector<std::int64_t>& items, const std::vector<std::int64_t>& sizes) {
  const FinitePopulation from = population(drawn_from);
  constexpr std::size_t lanes = 64, groups = 1500;
  const ViewId wanted[] = {view_id<Counts>()};
  const auto source = from.source(route, wanted, sizes.back(), lanes);
  std::map<std::pair<std::int64_t, std::int64_t>, double> seen;
  for (std::size_t g = 0; g < groups; ++g) {
    source->start({{route == RouteKind::counts ? 5U : 6U}, g * lanes, 0}, lanes);
    for (std::size_t i = 0; i < sizes.size(); ++i) source->grow(sizes[i], static_cast<std::uint32_t>(i));
    const auto& c = *static_cast<const Counts*>(source->view(view_id<Counts>()));
    for (std::size_t l = 0; l < lanes; ++l) seen[{c.one(l)[0], c.one(l)[1]}] += 1;
  }
  std::vector<double> observed, expected;
  const std::int64_t n = sizes.back();
  for (std::int64_t a = 0; a <= n; ++a) {
    for (std::int64_t b = 0; a + b <= n; ++b) {
      const double p = choose(items[0], a) * choose(items[1], b) * choose(items[2], n - a - b) /
                       choose(items[0] + items[1] + items[2], n);
      observed.push_back(seen[{a, b}]);
      expected.push_back(p * lanes * groups);
      if (p == 0 && observed.back() > 0) return 1e9;
    }
  }
  return std::fabs(test::chi_square_z(observed, expected));
}

TEST(FinitePopulation, BothRoutesHaveTheMultivariateHypergeometricLawAtTheEndOfAPath) {
  for (const RouteKind route : {RouteKind::counts, RouteKind::draws}) {
    EXPECT_LT(law_z(route, {4, 3, 2}, {4, 3, 2}, {1, 3, 5}), test::z_limit);
    EXPECT_LT(law_z(route, {40, 3, 20}, {40, 3, 20}, {10, 30}), test::z_limit);
    EXPECT_LT(law_z(route, {60, 60, 60}, {60, 60, 60}, {40, 100}), test::z_limit);
  }
}

TEST(FinitePopulation, AMutantWithOneItemMovedIsCaught) {
  for (const RouteKind route : {RouteKind::counts, RouteKind::draws})
    EXPECT_GT(law_z(route, {59, 61, 60}, {60, 60, 60}, {40, 100}), test::z_limit);
}

TEST(FinitePopulation, AtTheEndEveryItemHasBeenDrawn) {
  const std::vector<std::uint64_t> items = {7, 0, 1, 12, 5};
  const FinitePopulation from = population(items);
  const ViewId wanted[] = {view_id<Counts>()};
  for (const RouteKind route : {RouteKind::counts, RouteKind::draws}) {
    const auto source = from.source(route, wanted, 25, 8);
    source->start({{1}, 0, 0}, 8);
    std::uint32_t checkpoint = 0;
    for (const std::int64_t n : {3, 20, 25}) source->grow(n, checkpoint++);
    const auto& c = *static_cast<const Counts*>(source->view(view_id<Counts>()));
    for (std::size_t k = 0; k < items.size(); ++k) {
      for (std::size_t l = 0; l < 8; ++l) EXPECT_EQ(c.one(l)[k], static_cast<std::int64_t>(items[k]));
    }
  }
}

TEST(FinitePopulation, ValuesAreDrawnWithoutReplacementToo) {
  SymbolLaw law;
  law.canonical = law.readable = "items";
  law.weights = {2, 1};
  law.p = {2.0 / 3, 1.0 / 3};
  law.values = {10, 40};
  const FinitePopulation from(law);
  const ViewId wanted[] = {view_id<Reals>()};
  const auto source = from.source(RouteKind::draws, wanted, 3, 4);
  source->start({{1}, 0, 0}, 4);
  source->grow(3, 0);
  const auto& x = *static_cast<const Reals*>(source->view(view_id<Reals>()));
  for (std::size_t l = 0; l < 4; ++l) {
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += x.x[l][i];
    EXPECT_EQ(sum, 60);
  }
}

TEST(FinitePopulation, BadInputIsAFaultWithItsPlace) {
  const auto only = [](const std::string& population, const std::string& n) {
    const std::vector<std::string> faults =
        test::faults_of(test::study_text(population + "\ndraw = \"without_replacement\"", "n = " + n,
                                         "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]", 10));
    EXPECT_EQ(faults.size(), 1U) << population;
    return faults.empty() ? "" : faults[0];
  };
  EXPECT_EQ(only("law = \"categorical\"\ncounts = [3, 4]", "{ grid = [2, 8] }"),
            "study:8:5: error: sample.x.n: 8 draws without replacement from 7 items of population p");
  EXPECT_EQ(only("law = \"categorical\"\np = [0.5, 0.5]", "2"),
            "study:5:8: error: population.p.draw: categorical(p=[0.5, 0.5]) is not made of items that could "
            "be drawn "
            "without replacement: that takes a file, or categorical with counts = [...]");
  EXPECT_EQ(only("law = \"categorical\"\ncounts = [3, -4]", "2"),
            "study:4:10: error: population.p: counts is a list whose entry 2 is -4, but must be a list of "
            "integers >= "
            "0 with a sum from 1 to 2^53");
  EXPECT_EQ(
      only("law = \"categorical\"\ncounts = [0, 0]", "2"),
      "study:4:10: error: population.p: counts is a list with the sum 0, but must be a list of integers >= 0 "
      "with a sum from 1 to 2^53");
  EXPECT_EQ(only("law = \"categorical\"\ncounts = [1.5]", "1"),
            "study:4:10: error: population.p: counts is a list whose entry 1 is 1.5, but must be a list of "
            "integers "
            ">= 0 with a sum from 1 to 2^53");
  EXPECT_NE(
      test::faults_of(test::study_text("law = \"categorical\"\ncounts = [1, 2]\ndraw = \"without\"", "n = 1",
                                       "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]", 10))[0]
          .find("unknown way to draw \"without\""),
      std::string::npos);
}

}  // namespace
}  // namespace plim::finite_population_test
