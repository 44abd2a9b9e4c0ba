#pragma once
#include <string>

#include "plim/plan/planner.hpp"

namespace plim {

/// Says where the model of an estimate is not the population's law, and which of its parameters then have no
/// truth, and which names of a population its classes 0, 1, ... are. `first`: of the estimate's series.
void note_model(const std::string& estimate, const std::string& population, const std::string& model,
                const ScenarioPlan& scenario, std::size_t first, const PlanContext& context);

}  // namespace plim
