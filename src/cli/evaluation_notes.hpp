#pragma once
#include <string>
#include <vector>

#include "evaluation_report.hpp"

namespace plim::cli {

/// What a reader of an evaluation must know: infinite and negative losses, a unit that cannot be, few
/// clusters, and an order that errors of independent items leave out. `vocabulary`: symbols of it, or 0.
std::vector<std::string> evaluation_notes(const EvaluationItems& items, const Evaluation& e,
                                          const EvaluationRules& rules, const EvaluationWords& words,
                                          double vocabulary);

}  // namespace plim::cli
