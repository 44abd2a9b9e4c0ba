#pragma once
#include <cstdint>
#include <memory>
#include <string_view>

#include "plim/estimators/any_estimator.hpp"
#include "plim/populations/population.hpp"
#include "plim/theory/prediction.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// Predicts bias, empirical SE and RMSE of the series of one scenario. Exact sums are made while they stay
/// within a budget of 3e8 terms for the scenario, so sizes are to be asked in ascending order.
class Predictor {
 public:
  /// With `probe` no exact sum is made: the values mean nothing, but the kinds are those of a true
  /// prediction.
  explicit Predictor(const Population& population, bool probe = false);
  ~Predictor();
  SeriesPrediction operator()(const AnyEstimator& estimator, const Knowns& knowns, const Output& output,
                              std::int64_t n);

 private:
  struct State;
  std::unique_ptr<State> state_;  // the population must outlive it
};

/// Why theory has no prediction of an estimator of a chain's entropies at any n, or "".
std::string_view silence_of_theory(const Population& population, const AnyEstimator& estimator,
                                   const Output& output);

}  // namespace plim
