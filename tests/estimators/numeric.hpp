#pragma once
#include <numeric>

#include "plim/estimators/likelihood/numeric_mle.hpp"
#include "sample.hpp"

namespace plim::test {

/// From observations, each so many times.
template <class E>
Estimated numeric(const LawFamily& family, const std::vector<double>& x, const Knowns& knowns,
                  const std::vector<double>& times = {}) {
  Estimated e;
  const Outcome<E> bound = E::bind(family, knowns);
  if (!bound) {
    e.refusal = bound.reason();
    return e;
  }
  const AnyEstimator any = erase(*bound, knowns);
  e.outputs = any.facts->outputs;
  e.cells.resize(e.outputs.size());
  const double *row = x.data(), *weights = times.data();
  const std::size_t distinct = x.size();
  const double n =
      times.empty() ? static_cast<double>(x.size()) : std::accumulate(times.begin(), times.end(), 0.0);
  const Observations sample{static_cast<std::int64_t>(n), 1, &row, times.empty() ? nullptr : &weights,
                            &distinct};
  const auto fitter = any.facts->derivations.front()->make(1, any.facts->features, any.facts->view.arguments);
  any.bound->instantiate()->run(fitter->derive(&sample), sample.n, {},
                                {e.cells.data(), &e.status, e.cells.size(), 1});
  return e;
}

/// With Wald's interval.
inline Knowns knowns_of(std::string_view family, const std::string& estimand,
                        std::optional<std::size_t> K = {}) {
  Knowns knowns;
  knowns.likelihood = std::string(family);
  knowns.estimand = estimand;
  knowns.interval = IntervalRequest{0.95, "wald"};
  knowns.K = K;
  return knowns;
}

inline Arguments arguments(std::initializer_list<std::pair<const char*, Value>> values) {
  Arguments a;
  for (const auto& [name, value] : values) a.set(name, value);
  return a;
}

}  // namespace plim::test
