// Count estimators on groups of multinomial vectors over K = 1000 classes, p_k proportional to 1/k; "each" is
// the time of one vector, its derived view included. Second argument: log10 of n.
#include <cmath>

#include "bench.hpp"
#include "plim/estimators/entropy/chao_shen.hpp"
#include "plim/estimators/entropy/dirichlet_mean.hpp"
#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/populations/symbol_population.hpp"
#include "plim/views/count_features.hpp"

namespace plim::bench {
namespace {

constexpr std::size_t classes = 1000, lanes = 32;

/// Counts of one group at n.
class Group {
 public:
  explicit Group(std::int64_t n) : population_(law()) {
    const ViewId wanted = view_id<Counts>();
    source_ = population_.source(RouteKind::counts, {&wanted, 1}, n, lanes);
    source_->start({{1}, 0, 0}, lanes);
    source_->grow(n, 0);
  }
  const Counts& counts() { return *static_cast<const Counts*>(source_->view(view_id<Counts>())); }

 private:
  static SymbolLaw law() {
    SymbolLaw law;
    double sum = 0;
    for (std::size_t k = 1; k <= classes; ++k) law.p.push_back(1.0 / static_cast<double>(k));
    for (const double p : law.p) sum += p;
    for (double& p : law.p) p /= sum;
    return law;
  }
  SymbolPopulation population_;
  std::unique_ptr<ViewSource> source_;
};

template <Estimator E>
AnyEstimator bound(bool interval) {
  Knowns knowns;
  knowns.estimand = "entropy";
  knowns.K = classes;
  if (interval) knowns.interval = IntervalRequest{};
  return erase(*bind_estimator<E>(knowns, {}), knowns);
}

void estimate(benchmark::State& state, const std::vector<AnyEstimator>& estimators) {
  use_isa(state);
  Group group(static_cast<std::int64_t>(std::pow(10.0, static_cast<double>(state.range(1)))));
  unsigned features = 0;
  std::vector<std::unique_ptr<Instance>> instances;
  for (const AnyEstimator& e : estimators) {
    features |= e.facts->features;
    instances.push_back(e.bound->instantiate());
  }
  FeaturesOfCounts derive(lanes, features);
  std::vector<Cell> cells(lanes);
  std::vector<Status> statuses(lanes);
  for (auto _ : state) {
    const CountFeatures& view = derive(group.counts());
    for (const auto& e : instances) e->run(&view, view.n, {}, {cells.data(), statuses.data(), 1, lanes});
    benchmark::DoNotOptimize(cells.data());
    benchmark::ClobberMemory();
  }
  per_item(state, lanes);
}

void sizes(benchmark::internal::Benchmark* b) {
  for (int isa = 0; isa <= static_cast<int>(detected_isa()); ++isa) {
    for (const int exponent : {2, 3, 4, 6, 9}) b->Args({isa, exponent});
  }
}

using Bound = std::vector<AnyEstimator>;
BENCHMARK_CAPTURE(estimate, ml, Bound{bound<EntropyMl>(false)})->Apply(sizes);
BENCHMARK_CAPTURE(estimate, ml_with_interval, Bound{bound<EntropyMl>(true)})->Apply(sizes);
BENCHMARK_CAPTURE(estimate, jackknife, Bound{bound<EntropyJackknife>(false)})->Apply(sizes);
BENCHMARK_CAPTURE(estimate, chao_shen, Bound{bound<EntropyChaoShen>(false)})->Apply(sizes);
BENCHMARK_CAPTURE(estimate, ml_miller_madow_chao_shen_jackknife,
                  Bound{bound<EntropyMl>(false), bound<EntropyMillerMadow>(false),
                        bound<EntropyChaoShen>(false), bound<EntropyJackknife>(false)})
    ->Apply(sizes);
BENCHMARK_CAPTURE(estimate, dirichlet_mean, Bound{bound<DirichletMeanJeffreys>(false)})->Apply(sizes);
BENCHMARK_CAPTURE(estimate, dirichlet_mean_with_interval, Bound{bound<DirichletMeanJeffreys>(true)})
    ->Apply(sizes);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
