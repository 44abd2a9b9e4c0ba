#pragma once
#include <cstdlib>

#include "plim/accumulate/moments.hpp"
#include "plim/theory/prediction.hpp"
#include "sweep_cases.hpp"
#include "sweep_views.hpp"

namespace plim::test {

/// An exact prediction of a law without a list of classes, and what replicates say; `drawn`: what each of
/// them is after where it has a law of its own, and no one truth.
struct Watched {
  const Case* c;
  std::size_t output;
  double truth;
  SeriesPrediction prediction;
  Moments errors = {};
  std::int64_t lost = 0;
  std::shared_ptr<const Estimand> drawn = nullptr;
};

inline FoundMoments moments_of(const Watched& w) {
  FoundMoments m;
  const double n = static_cast<double>(w.errors.count), variance = w.errors.m2 / n;
  m.mean = w.errors.mean;
  m.sd = std::sqrt(variance);
  m.lost = static_cast<double>(w.lost) / (n + static_cast<double>(w.lost));
  m.mean_error = m.sd / std::sqrt(n);
  const bool has_fourth = !std::isinf(w.prediction.shape.excess);
  m.variance_error = has_fourth ? std::sqrt((w.errors.m4 / n - variance * variance) / n)
                                : std::numeric_limits<double>::infinity();
  return m;
}

/// PLIM_SWEEP_REPLICATES, or as many as a run of all tests has time for.
inline std::uint64_t replicates() {
  const char* wanted = std::getenv("PLIM_SWEEP_REPLICATES");
  return wanted != nullptr ? std::stoull(wanted) : 25'000;
}

inline double truth_of(const Watched& w, const DrawnLaw& laws, std::size_t lane) {
  const Output& output = w.c->bound.facts->outputs[w.output];
  return exact_truth(laws.one(lane), w.c->knowns, output, w.drawn.get()).value();
}

/// Runs the watched estimators on replicates of n draws.
inline void run_watched(const Catalogue& catalogue, const Population& population, std::int64_t n,
                        std::vector<Watched>& watched) {
  constexpr std::size_t lanes = 64;
  const std::vector<ViewId> made = population.views(RouteKind::draws);
  const auto source = population.source(RouteKind::draws, made, n, lanes);
  Views views(catalogue.derivations(), lanes);
  std::vector<std::unique_ptr<Instance>> instances;
  for (const Watched& w : watched) instances.push_back(w.c->bound.bound->instantiate());
  Estimates estimates;
  for (std::uint64_t first = 0; first < replicates(); first += lanes) {
    const Address address{{static_cast<std::uint64_t>(n)}, first, 0};
    if (population.draws_law()) source->realise({{static_cast<std::uint64_t>(n) + 1000}, first, 0}, lanes);
    source->start(address, lanes);
    source->grow(n, 0);
    const auto* laws = static_cast<const DrawnLaw*>(source->view(view_id<DrawnLaw>()));
    views.clear();
    for (const ViewId id : made) views.give(id, source->view(id));
    for (std::size_t i = 0; i < watched.size(); ++i) {
      Watched& w = watched[i];
      ASSERT_TRUE(estimates.make(*instances[i], w.c->bound, views, n, address)) << w.c->what;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::optional<double> value = estimates.value(lane, w.output);
        const double truth = population.draws_law() ? truth_of(w, *laws, lane) : w.truth;
        if (value) w.errors.add(*value - truth);
        w.lost += value ? 0 : 1;
      }
    }
  }
}

}  // namespace plim::test
