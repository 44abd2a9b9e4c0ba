#pragma once
#include <numeric>

#include "plim/estimators/entropy/chao_shen.hpp"
#include "plim/estimators/entropy/dirichlet_mean.hpp"
#include "plim/estimators/entropy/perplexity.hpp"
#include "plim/estimators/entropy/plug_in.hpp"
#include "support.hpp"

namespace plim::test::entropies {

struct Estimated {
  Cell cell;
  Status status = Status::regular;
};

/// Estimates every lane of a group by a bound estimator, as the engine does.
inline std::vector<Estimated> run(const Counts& counts, const AnyEstimator& any) {
  FeaturesOfCounts features(counts.lanes, any.facts->features);
  std::vector<Cell> cells(counts.lanes);
  std::vector<Status> statuses(counts.lanes);
  any.bound->instantiate()->run(&features(counts), counts.n, {},
                                {cells.data(), statuses.data(), 1, counts.lanes});
  std::vector<Estimated> all;
  for (std::size_t l = 0; l < counts.lanes; ++l) all.push_back({cells[l], statuses[l]});
  return all;
}

template <Estimator E>
std::vector<Estimated> run(const Counts& counts, const Knowns& knowns, const Arguments& options = {}) {
  const Outcome<E> bound = bind_estimator<E>(knowns, options);
  if (!bound) {
    ADD_FAILURE() << bound.reason();
    return std::vector<Estimated>(counts.lanes);
  }
  return run(counts, erase(*bound, knowns));
}

inline Counts counts_of(const std::vector<std::int64_t>& c) {
  return {std::accumulate(c.begin(), c.end(), std::int64_t{0}), c.size(), 1, c.data()};
}

template <Estimator E>
Estimated estimate(const std::vector<std::int64_t>& c, const Knowns& knowns = {},
                   const Arguments& options = {}) {
  return run<E>(counts_of(c), knowns, options).front();
}

/// The perplexity by an entropy estimator without options.
template <Estimator E>
Estimated perplexity(const std::vector<std::int64_t>& c, const Knowns& knowns = {}) {
  const Outcome<E> bound = bind_estimator<E>(knowns, {});
  if (!bound) {
    ADD_FAILURE() << bound.reason();
    return {};
  }
  return run(counts_of(c), exp_of(erase(*bound, knowns), "perplexity")).front();
}

inline Knowns alphabet(std::size_t K) {
  Knowns knowns;
  knowns.K = K;
  return knowns;
}

}  // namespace plim::test::entropies
