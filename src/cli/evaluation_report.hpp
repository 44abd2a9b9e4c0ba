#pragma once
#include <array>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "evaluation.hpp"
#include "json.hpp"

namespace plim::cli {

/// How two files were paired: by which columns, and of each file the rows left out as a value is missing, or
/// as the other file lacks the item.
struct EvaluationPairing {
  std::vector<std::string> by;
  std::array<std::string, 2> files;
  std::array<std::int64_t, 2> missing, alone;
};

/// What outputs say of the file beside the numbers.
struct EvaluationWords {
  std::string file, unit;  // unit: of losses
  double nats = 1;         // in one such unit
  std::int64_t missing = 0;
  std::optional<EvaluationPairing> pairing;
};

/// Why a series has no error by that bar; "" if it has one.
std::string why_no_error(const ErrorBar& bar, const EvaluationPart& part);

/// Limits of exp of a mean of losses; none where they leave out nothing that can be.
Limits exponential_limits(const EvaluationSeries& series, const ErrorBar& bar, const EvaluationWords& words);
inline constexpr const char* beyond_doubles = "its limits are beyond doubles";

/// "3 clusters", "100 items taken as independent", ...
std::string groups_of_error(const ErrorBar& bar, const EvaluationPart& part);

/// A p value as people read it.
std::string shown_p(double p);

/// What follows from a gap, in a sentence: which model is better, or that it is undecided; of a loss of one
/// model what it comes to.
std::vector<std::string> verdicts_of(const EvaluationItems& items, const EvaluationPart& part,
                                     const EvaluationRules& rules, const EvaluationWords& words);

/// The name of the better column by a gap; "" if it is undecided.
std::string better_of(const EvaluationSeries& gap, const SeriesResult& result, double alpha);

/// Tables for people, 80 columns wide.
void print_evaluation(std::ostream& out, const EvaluationItems& items, const Evaluation& e,
                      const EvaluationRules& rules, const EvaluationWords& words);

/// All numbers in full precision.
Json evaluation_json(const EvaluationItems& items, const Evaluation& e, const EvaluationRules& rules,
                     const EvaluationWords& words);

}  // namespace plim::cli
