// Estimators of entropy and mutual information on one sample, in the lines that information.py takes:
// peer,what,ns of one estimate, by the CPU time of one thread. A sample is there already: counts of a group
// of vectors, or points.
//
// usage: plim-information [SECONDS]     (of a measurement; 0.2)
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "plim/core/error.hpp"
#include "plim/populations/multivariate_normal.hpp"
#include "plim/populations/symbol_population.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/points.hpp"
#include "thread_time.hpp"
#include "timed_main.hpp"

namespace plim::versus {
namespace {

constexpr std::size_t most_counts = std::size_t{1} << 20;  // of a group: 32 vectors, fewer of the longest

/// A group of vectors of counts, or one sample of points, drawn once.
template <class View>
struct Drawn {
  std::shared_ptr<const Population> population;
  std::size_t lanes;
  std::unique_ptr<ViewSource> source;

  Drawn(std::shared_ptr<const Population> from, RouteKind route, std::int64_t n, std::size_t group)
      : population(std::move(from)), lanes(group) {
    const ViewId wanted = view_id<View>();
    source = population->source(route, {&wanted, 1}, n, lanes);
    source->start({{1}, 0, 0}, lanes);
    source->grow(n, 0);
  }
  const View& view() { return *static_cast<const View*>(source->view(view_id<View>())); }
};

SymbolLaw law_of(std::size_t K, bool equal) {
  SymbolLaw law;
  double sum = 0;
  for (std::size_t k = 0; k < K; ++k) law.p.push_back(equal ? 1 : 1 / static_cast<double>(k + 1));
  for (const double p : law.p) sum += p;
  for (double& p : law.p) p /= sum;
  return law;
}

/// The estimator of that name and estimand, told K classes if any.
AnyEstimator bound(const std::string& name, const std::string& estimand, const Population& population,
                   const Knowns& knowns) {
  static const Catalogue catalogue = standard_catalogue();
  for (const EstimatorEntry& e : catalogue.estimators()) {
    const auto& of = e.estimands;
    if (e.name != name || std::find(of.begin(), of.end(), estimand) == of.end()) continue;
    Outcome<AnyEstimator> made = e.bind(population, knowns, {});
    if (!made) throw Error(ExitCode::bug, name + ": " + made.reason());
    return *made;
  }
  throw Error(ExitCode::bug, "no estimator " + name + " of " + estimand);
}

void print(const std::string& what, double ns) {
  std::printf("plim,%s,%.6g\n", what.c_str(), ns);
  std::fflush(stdout);
}

/// Each estimator alone, with its own pass over the counts.
void run_counts(const std::vector<std::string>& names, std::size_t K, std::int64_t n, bool equal,
                double seconds) {
  const std::size_t lanes = std::clamp<std::size_t>(most_counts / K, 1, 32);
  Drawn<Counts> drawn(std::make_shared<SymbolPopulation>(law_of(K, equal)), RouteKind::counts, n, lanes);
  Knowns knowns;
  knowns.estimand = "entropy";
  knowns.K = K;
  for (const std::string& name : names) {
    const AnyEstimator estimator = bound(name, "entropy", *drawn.population, knowns);
    const std::unique_ptr<Instance> instance = estimator.bound->instantiate();
    FeaturesOfCounts derive(lanes, estimator.facts->features);
    std::vector<Cell> cells(lanes);
    std::vector<Status> statuses(lanes);
    const double group = seconds_of(
        [&] {
          instance->run(&derive(drawn.view()), n, {}, {cells.data(), statuses.data(), 1, lanes});
        },
        seconds);
    print(name + " S=" + std::to_string(K), 1e9 * group / static_cast<double>(lanes));
  }
}

void run_points(std::int64_t n, double seconds) {
  Arguments a;
  a.set("mean", std::vector<double>(3));
  a.set("covariance", NumberRows{{1, 0.6, 0.2}, {0.6, 1, 0.3}, {0.2, 0.3, 1}});
  Drawn<Points> drawn(*MultivariateNormal::make(a), RouteKind::draws, n, 1);
  Knowns knowns;
  knowns.dimension = 3;
  for (const auto& [name, estimand] : {std::pair{"knn_kl_max", "entropy"}, {"ksg_1", "mutual_information"}}) {
    knowns.estimand = estimand;
    const AnyEstimator estimator = bound(name, estimand, *drawn.population, knowns);
    const std::unique_ptr<Instance> instance = estimator.bound->instantiate();
    Cell cell;
    Status status = Status::regular;
    print(std::string(name) + " n=" + std::to_string(n) + " d=3",
          1e9 * seconds_of(
                    [&] {
                      instance->run(&drawn.view(), n, {}, {&cell, &status, 1, 1});
                    },
                    seconds));
  }
}

void run(double seconds) {
  for (const std::size_t K : {10, 1000, 1000000}) {
    run_counts({"ml", "miller_madow", "zhang", "grassberger_2003", "chao_shen", "dirichlet_mean_jeffreys"}, K,
               100 * static_cast<std::int64_t>(K), false, seconds);
  }
  run_counts({"nsb"}, 1000, 20'000, true, seconds);  // fewer than 100 different counts
  run_points(100'000, seconds);
}

}  // namespace
}  // namespace plim::versus

int main(int argc, char** argv) {
  return plim::versus::timed_main(argc, argv, "plim-information", 0.2, plim::versus::run);
}
