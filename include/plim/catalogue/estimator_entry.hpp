#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/populations/population.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// What a study names in `with`: an estimator, or an oracle, which may see the population.
struct EstimatorEntry {
  std::string name, summary;
  std::vector<std::string> estimands;
  std::vector<Parameter> options;
  std::int64_t least = 1;        // observations below which it is undefined
  std::string undefined;         // why else it may be, in words, or ""
  std::string likelihood;        // the family its model must have, "" if any or none
  bool needs_smoothing = false;  // its model must be a smoothing
  bool needs_reference = false;  // its estimand must name a reference law
  bool oracle = false;
  bool numeric = false;  // by the route that is written once for all families; a closed form replaces it
  bool controls_by_name = false;  // of an oracle: its outputs control the estimands that they are named after
  bool two_samples = false;       // it compares a pair of samples
  bool of_columns = false;        // it is of columns of rows
  bool of_density = false;        // it takes observations for draws from a density, which are never equal
  bool factor_sequence = false;   // it sees a sequence of factors, which `estimate` has and a study has not
  std::function<bool(const Knowns&)> takes;  // which priors a closed form takes; empty: all but "point"
  std::function<double(const Population&, const Output&)> control_mean;  // true, of a control variate
  std::function<Outcome<AnyEstimator>(const Population&, const Knowns&, const Arguments&)> bind;
};

/// True if the closed form estimates what the numeric entry does, for the same family under the same name.
bool overrides(const EstimatorEntry& closed, const EstimatorEntry& numeric);

}  // namespace plim
