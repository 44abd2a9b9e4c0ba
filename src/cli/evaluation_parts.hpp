#pragma once
#include <cstddef>
#include <vector>

#include "evaluation.hpp"

// What the evaluation of all items and that of tasks share.
namespace plim::cli {

/// Limits cut to where a mean of such values can be; none if nothing is left to be said.
Limits possible_limits(const EvaluationSeries& series, const Limits& limits);

/// The p value of a gap 0 by Student's t, or where all groups have the same gap by their signs.
void test_mean(ErrorBar& bar);

/// The rows of a part; `place` tells its resamples from those of other parts.
EvaluationPart part_of(const EvaluationItems& items, const std::vector<std::size_t>& rows, std::size_t place,
                       const EvaluationRules& rules);

/// The mean over tasks of series s, of which `e` has the tasks.
SeriesResult macro_of(const EvaluationItems& items, const Evaluation& e, std::size_t s,
                      const EvaluationRules& rules);

}  // namespace plim::cli
