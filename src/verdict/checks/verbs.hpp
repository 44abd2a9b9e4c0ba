#pragma once
#include "plim/catalogue/verb.hpp"
#include "plim/plan/question.hpp"
#include "plim/verdict/evidence.hpp"

/// The verbs that plim comes with: NAME stands for NAME_verb, which a file of this folder defines.
#define PLIM_VERBS(X) \
  X(equals)           \
  X(at_least)         \
  X(at_most)          \
  X(below)            \
  X(above)            \
  X(within)           \
  X(slope)            \
  X(approaches)       \
  X(fits)

namespace plim {

#define PLIM_DECLARE(name) extern const Verb name##_verb;
PLIM_VERBS(PLIM_DECLARE)
#undef PLIM_DECLARE

/// Why a measure of the agreement of two series cannot be asked in this way: "identity goes with ...".
std::string goes_with(const Measure& measure);

/// Why there is no curve along n at one point of a group; "" if there is.
std::string no_curve(const Question& question);

/// The measure at every size held against the number of the check.
void judge_bound(const CurveEvidence& evidence, bool upper, std::vector<Finding>& findings);

/// The largest difference of two series at the i-th size as a finding that chance has no part in, at most
/// `most`.
Finding compare_exactly(const CurveEvidence& evidence, std::size_t i, bool relative, double most);

}  // namespace plim
