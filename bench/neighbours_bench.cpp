// Estimators from nearest neighbours on n = 10^5 normal points in three dimensions, k = 3; the tree included.
#include "bench.hpp"
#include "plim/estimators/continuous/ksg.hpp"
#include "plim/estimators/continuous/nearest.hpp"
#include "plim/populations/multivariate_normal.hpp"

namespace plim::bench {
namespace {

constexpr std::int64_t points = 100'000;
constexpr std::size_t dimensions = 3;

/// One sample, drawn once.
const Points& sample() {
  static const std::shared_ptr<const Population> population = [] {
    Arguments a;
    a.set("mean", std::vector<double>(dimensions));
    a.set("covariance", NumberRows{{1, 0.6, 0.2}, {0.6, 1, 0.3}, {0.2, 0.3, 1}});
    return *MultivariateNormal::make(a);
  }();
  static const std::unique_ptr<ViewSource> source = [] {
    const ViewId wanted = view_id<Points>();
    auto made = population->source(RouteKind::draws, {&wanted, 1}, points, 1);
    made->start({{1}, 0, 0}, 1);
    made->grow(points, 0);
    return made;
  }();
  return *static_cast<const Points*>(source->view(view_id<Points>()));
}

Knowns knowns() {
  Knowns k;
  k.dimension = dimensions;
  return k;
}

void estimate(benchmark::State& state, const AnyEstimator& estimator) {
  const std::unique_ptr<Instance> instance = estimator.bound->instantiate();
  Cell cell;
  Status status = Status::regular;
  for (auto _ : state) {
    instance->run(&sample(), points, {}, {&cell, &status, 1, 1});
    benchmark::DoNotOptimize(cell);
  }
  per_item(state, 1);
}

BENCHMARK_CAPTURE(estimate, kl_max, *NearestEntropyMax::bind_any(knowns(), {}))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(estimate, kl_euclid, *NearestEntropyEuclid::bind_any(knowns(), {}))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(estimate, ksg_1, erase(*KraskovFirst::bind(knowns(), {}), knowns()))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(estimate, ksg_2, erase(*KraskovSecond::bind(knowns(), {}), knowns()))
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
