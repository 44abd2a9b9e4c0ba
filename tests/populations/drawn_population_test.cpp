#include "plim/populations/drawn_population.hpp"

#include "plim/populations/dirichlet_population.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/drawn_law.hpp"
#include "support.hpp"

namespace plim::drawn_population_test {
namespace {

constexpr Key law_key{77}, data_key{78};
const std::vector<std::int64_t> sizes = {1, 40, 400, 100000};  // increments by alias and by binomials

std::shared_ptr<const Population> population(double alpha) {
  Arguments a;
  a.set("K", std::int64_t{6});
  a.set("alpha", alpha);
  return *CategoricalDirichlet::make(a);
}

struct Path {
  std::vector<double> p;
  std::vector<std::vector<std::int64_t>> counts;  // [size][K]
  bool operator==(const Path&) const = default;
};

/// The paths of replicates first .. first + lanes - 1, side by side.
std::vector<Path> paths(const Population& from, RouteKind route, std::uint64_t first, std::size_t lanes) {
  const ViewId wanted[] = {view_id<Counts>(), view_id<DrawnLaw>()};
  const auto source = from.source(route, wanted, sizes.back(), lanes);
  source->realise({law_key, first, 0}, lanes);
  source->start({data_key, first, 0}, lanes);
  std::vector<Path> all(lanes);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    source->grow(sizes[i], static_cast<std::uint32_t>(i));
    const auto& counts = *static_cast<const Counts*>(source->view(view_id<Counts>()));
    const auto* law = static_cast<const DrawnLaw*>(source->view(view_id<DrawnLaw>()));
    EXPECT_EQ(counts.n, sizes[i]);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      Path& path = all[lane];
      path.counts.emplace_back();
      path.p.clear();
      for (std::size_t k = 0; k < counts.K; ++k) {
        path.counts.back().push_back(counts.one(lane)[k]);
        if (law != nullptr) path.p.push_back(law->one(lane).probabilities()[k]);
      }
    }
  }
  return all;
}

TEST(DrawnPopulation, EveryReplicateIsThatOfAFixedLaw) {
  const auto drawn = population(0.4);
  for (const RouteKind route : {RouteKind::counts, RouteKind::draws}) {
    const std::vector<Path> all = paths(*drawn, route, 10, 7);
    for (std::size_t lane = 0; lane < all.size(); ++lane) {
      const auto fixed = drawn->realised({law_key, 10 + lane, 0});
      const std::span<const double> p = fixed->probabilities();
      EXPECT_EQ(all[lane].p, std::vector<double>(p.begin(), p.end()));
      EXPECT_EQ(all[lane].counts, paths(*fixed, route, 10 + lane, 1).front().counts);
      EXPECT_FALSE(fixed->draws_law());
    }
    EXPECT_NE(all[0].p, all[1].p);
  }
}

TEST(DrawnPopulation, LanesLeaveNoTrace) {
  const auto drawn = population(0.01);
  for (const RouteKind route : {RouteKind::counts, RouteKind::draws}) {
    const std::vector<Path> all = paths(*drawn, route, 0, 12);
    for (const std::size_t lanes : {1, 5}) {
      for (std::size_t first = 0; first + lanes <= all.size(); first += lanes) {
        const std::vector<Path> some = paths(*drawn, route, first, lanes);
        for (std::size_t l = 0; l < lanes; ++l) EXPECT_EQ(some[l], all[first + l]);
      }
    }
  }
}

// The stream of observations is what the draws route counts.
TEST(DrawnPopulation, ObservationsAreThoseOfTheDrawsRoute) {
  const auto drawn = population(1);
  const std::vector<Path> all = paths(*drawn, RouteKind::draws, 3, 1);
  std::vector<double> x(static_cast<std::size_t>(sizes[2]));
  drawn->realised({law_key, 3, 0})->stream({data_key, 3, 0})->next(x);
  std::vector<std::int64_t> counts(6, 0);
  for (const double k : x) ++counts[static_cast<std::size_t>(k)];
  EXPECT_EQ(counts, all[0].counts[2]);
}

TEST(DrawnPopulation, BadInput) {
  const auto reason = [](const Arguments& a) {
    const auto made = CategoricalDirichlet::make(a);
    return made ? std::string("made") : made.reason();
  };
  Arguments scalar, listed;
  scalar.set("alpha", 1.0);
  EXPECT_EQ(reason(scalar), "K = ... must be given where alpha is one number");
  listed.set("alpha", std::vector<double>{1, 2, 3});
  EXPECT_EQ(reason(listed), "made");
  listed.set("K", std::int64_t{4});
  EXPECT_EQ(reason(listed), "alpha has 3 entries, but K is 4");
}

}  // namespace
}  // namespace plim::drawn_population_test
