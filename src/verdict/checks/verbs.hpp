#pragma once
#include "plim/catalogue/verb.hpp"
#include "plim/verdict/evidence.hpp"

namespace plim {

// The verbs, one file each.
extern const Verb equals_verb, at_least_verb, at_most_verb, below_verb, above_verb, slope_verb,
    approaches_verb, fits_verb;

/// Why a measure of the agreement of two series cannot be asked in this way: "identity goes with ...".
std::string goes_with(const Measure& measure);

/// The measure at every size held against the number of the check.
void judge_bound(const CurveEvidence& evidence, bool upper, std::vector<Finding>& findings);

/// The largest difference of two series at the i-th size as a finding that chance has no part in, at most
/// `most`.
Finding compare_exactly(const CurveEvidence& evidence, std::size_t i, bool relative, double most);

}  // namespace plim
