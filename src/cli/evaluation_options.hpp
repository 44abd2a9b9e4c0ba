#pragma once
#include "evaluation.hpp"
#include "options.hpp"

namespace plim::cli {

/// What an evaluation is asked for.
struct EvaluationAsked {
  bool losses = false, gaps = false;
};

/// Refuses options that were given and would change nothing, resamples too few for the level, and a power
/// that every test has.
void check_evaluation_options(const Options& options, const EvaluationRules& rules, EvaluationAsked asked);

}  // namespace plim::cli
