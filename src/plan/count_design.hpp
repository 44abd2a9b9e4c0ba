#pragma once
#include "plim/grammar/table_reader.hpp"

namespace plim {

inline constexpr double most_scenarios = 1e6;

/// Counts the scenarios and series that a study asks for before any is made: more than 10^6 scenarios, or
/// 5 x 10^6 series in all, are a fault at the grid that multiplies them most.
void refuse_large_design(const StudySpec& spec, Faults& faults);

}  // namespace plim
