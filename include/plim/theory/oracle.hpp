#pragma once
#include <concepts>

#include "plim/estimators/estimator.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// A function of a sample that may see the population. It runs as estimators do; only its binding differs, so
/// an estimator, which never gets a Population, cannot leak the truth.
///
/// Optional: `bind_any(population, knowns)`, which may bind another oracle of the same meaning that fits the
/// population; `control_mean(population, output)`, the true mean of an output. Such an oracle serves as
/// control variate of every series of its estimands (`controls_by_name`: of those that its outputs are named
/// after): series - truth - (output - mean) has the series' bias and, for regular estimators, a spread of
/// O(1/n).
template <class O>
concept Oracle = Estimator<O> && requires(const Population& population, const Knowns& knowns) {
  { O::bind(population, knowns) } -> std::same_as<Outcome<O>>;
};

}  // namespace plim
