#pragma once
#include <concepts>

#include "plim/estimators/estimator.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// A function of a sample that may see the population. It runs as estimators do; only its binding differs, so
/// an estimator, which never gets a Population, cannot leak the truth.
template <class O>
concept Oracle = Estimator<O> && requires(const Population& population, const Knowns& knowns) {
  { O::bind(population, knowns) } -> std::same_as<Outcome<O>>;
};

}  // namespace plim
