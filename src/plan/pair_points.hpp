#pragma once
#include "plim/plan/planner.hpp"

namespace plim {

/// The population of two samples that the spec says, each from a population of the study that is one law;
/// none, and a fault, if there can be none.
PopulationPoints points_of_pair(const PopulationSpec& spec, const PlanContext& context);

}  // namespace plim
