#pragma once
#include <vector>

#include "plim/engine/gather.hpp"
#include "plim/plan/plan.hpp"
#include "plim/verdict/check_result.hpp"
#include "plim/verdict/results.hpp"

namespace plim {

/// The verdicts on all checks of a finished plan. A claim is refuted if an interval lies outside its margin;
/// the chance of any wrong refutation in the run is at most the level: Bonferroni over the points of a
/// scenario, Holm over scenarios. It is confirmed if at every point the interval of confidence 1 - 2 level
/// lies inside (intersection-union, Berger 1982), so that the chance of a wrong confirmation is at most the
/// level. `fits` claims a law exactly: its test refutes without a margin, which serves to confirm alone.
std::vector<CheckResult> judge_checks(const Plan& plan, const Gathered& gathered,
                                      const PredictionTable& predictions);

}  // namespace plim
