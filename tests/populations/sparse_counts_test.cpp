#include "plim/views/sparse_counts.hpp"

#include <map>

#include "plim/families/erased_law.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/zipf.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/populations/sparse_tally.hpp"
#include "support.hpp"

namespace plim::sparse_counts_test {
namespace {

std::vector<double> numbers(std::size_t size, std::uint64_t range) {
  std::vector<double> all(size);
  std::uint64_t state = 3;
  for (double& x : all) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    x = static_cast<double>((state >> 33) % range);
  }
  return all;
}

TEST(SparseTally, CountsWhateverTheOrderAndThePortions) {
  for (const std::uint64_t range : {1U, 7U, 5000U, 4000000U}) {
    std::vector<double> all = numbers(10000, range);
    if (range == 7) {  // halves among integers, and below 0
      for (double& x : all) x = 0.5 * x - 2;
    }
    std::map<double, std::int64_t> expected;
    for (const double x : all) ++expected[x];
    for (const std::size_t portion : {1U, 100U, 10000U}) {
      if (portion == 1 && range == 4000000) continue;
      std::vector<double> copy(all.rbegin(), all.rend());
      SparseTally tally(10);
      for (std::size_t i = 0; i < copy.size(); i += portion) tally.add(std::span(copy).subspan(i, portion));
      ASSERT_EQ(tally.symbols().size(), expected.size());
      std::size_t r = 0;
      for (const auto& [symbol, count] : expected) {
        EXPECT_EQ(tally.symbols()[r], symbol);
        EXPECT_EQ(tally.counts()[r++], count);
      }
      tally.clear();
      EXPECT_TRUE(tally.symbols().empty());
    }
  }
}

Arguments zipf(double s, std::int64_t N) {
  Arguments a;
  a.set("s", s);
  a.set("N", N);
  return a;
}

/// The views of a population drawn one by one, at each size in turn.
class Drawn {
 public:
  Drawn(const Population& population, std::vector<ViewId> wanted, std::size_t lanes)
      : wanted_(std::move(wanted)), source_(population.source(RouteKind::draws, wanted_, 5000, lanes)) {
    source_->start({{99}, 4, 0}, lanes);
  }
  ViewSource& at(std::int64_t n) {
    source_->grow(n, 0);
    return *source_;
  }

 private:
  std::vector<ViewId> wanted_;
  std::unique_ptr<ViewSource> source_;
};

TEST(SparseCounts, AreThoseOfTheDrawsThemselvesInEveryLane) {
  const auto population = *make_family_population(law_family<Zipf>(), zipf(1.1, 1000000000));
  Drawn counted(*population, {view_id<SparseCounts>()}, 3);
  Drawn kept(*population, {view_id<Reals>(), view_id<SparseCounts>()}, 3);
  for (const std::int64_t n : {1, 100, 5000}) {
    const auto& alone = *static_cast<const SparseCounts*>(counted.at(n).view(view_id<SparseCounts>()));
    EXPECT_EQ(counted.at(n).view(view_id<Reals>()), nullptr);
    ViewSource& both = kept.at(n);
    const auto& beside = *static_cast<const SparseCounts*>(both.view(view_id<SparseCounts>()));
    const auto& reals = *static_cast<const Reals*>(both.view(view_id<Reals>()));
    EXPECT_EQ(alone.n, n);
    ASSERT_EQ(alone.rows, beside.rows);
    for (std::size_t lane = 0; lane < 3; ++lane) {
      std::map<double, std::int64_t> expected;
      for (const double x : reals.one(lane).x) ++expected[x];
      const SparseCounts::One one = alone.one(lane), other = beside.one(lane);
      auto symbol = expected.begin();
      for (std::size_t row = 0; row < alone.rows; ++row) {
        EXPECT_EQ(one.count(row), other.count(row));
        if (row >= expected.size()) {
          EXPECT_EQ(one.count(row), 0);
          continue;
        }
        EXPECT_EQ(one.symbol(row), symbol->first);
        EXPECT_EQ(one.count(row), symbol++->second);
      }
    }
  }
}

TEST(SparseCounts, GiveTheFeaturesOfDenseCountsToTheLastBit) {
  const auto population = *make_family_population(law_family<Geometric>(), [] {
    Arguments a;
    a.set("p", 0.02);
    return a;
  }());
  constexpr std::size_t lanes = 9, K = 2000;
  Drawn drawn(*population, {view_id<SparseCounts>()}, lanes);
  const auto& sparse = *static_cast<const SparseCounts*>(drawn.at(5000).view(view_id<SparseCounts>()));
  std::vector<std::int64_t> dense(K * lanes, 0);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const SparseCounts::One one = sparse.one(lane);
    for (std::size_t row = 0; row < one.rows; ++row)
      dense[static_cast<std::size_t>(one.symbol(row)) * lanes + lane] += one.count(row);
  }
  constexpr unsigned all = log_squares | leave_one_out | frequencies;
  FeaturesOfCounts of_dense(lanes, all);
  FeaturesOfSparseCounts of_sparse(lanes, all);
  const CountFeatures& a = of_dense({5000, K, lanes, dense.data()});
  const CountFeatures& b = of_sparse(sparse);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    EXPECT_EQ(a.sum_c_log_c[lane], b.sum_c_log_c[lane]);
    EXPECT_EQ(a.observed[lane], b.observed[lane]);
    EXPECT_EQ(a.sum_c_log_squared[lane], b.sum_c_log_squared[lane]);
    EXPECT_EQ(a.jackknife[lane], b.jackknife[lane]);
    for (std::size_t j = 1; j < CountFeatures::small; ++j)
      EXPECT_EQ(a.frequency[j * lanes + lane], b.frequency[j * lanes + lane]) << j;
  }
}

TEST(SparseCounts, TakeRoomForTheDistinctSymbolsOnly) {
  const auto population = *make_family_population(law_family<Zipf>(), zipf(1, 2000000));
  const ViewId sparse = view_id<SparseCounts>(), both[] = {view_id<Reals>(), sparse};
  constexpr std::int64_t n = 1000000000;
  EXPECT_LT(population->footprint(RouteKind::draws, {&sparse, 1}, n), 200000000U);
  EXPECT_GT(population->footprint(RouteKind::draws, both, n), 8000000000U);
  EXPECT_EQ(population->public_facts().K, 2000000U);
}

}  // namespace
}  // namespace plim::sparse_counts_test
