#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "evaluation_report.hpp"

namespace plim::cli {

/// What a test of a gap would find.
struct GapPower {
  GapTest test = GapTest::none;        // none: no error, and nothing of this
  std::optional<double> detectable;    // nothing: no gap that can be would be found
  std::optional<std::int64_t> needed;  // groups that the gap at hand takes
};

/// By McNemar's test where the verdict is by it, else by Student's; a gap of accuracies is no larger than the
/// share of items that only one of the models has right.
GapPower power_of(const EvaluationSeries& gap, const SeriesResult& result, const EvaluationPart& part,
                  const EvaluationRules& rules);

/// The same in a sentence; "" where there is nothing to say.
std::string power_sentence(const EvaluationSeries& gap, const SeriesResult& result,
                           const EvaluationPart& part, const EvaluationRules& rules,
                           const EvaluationWords& words);

}  // namespace plim::cli
