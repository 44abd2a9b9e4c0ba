#pragma once
#include <string>

#include "plim/plan/plan.hpp"

namespace plim {

/// The view from which samples are written in a form, counts or draws; null: the route of the scenario makes
/// none.
ViewId view_of_samples(const ScenarioPlan& scenario, const std::string& form);

/// Why samples of a scenario cannot be written in a form; "" if they can, or none are asked for.
std::string why_no_samples(const ScenarioPlan& scenario, const std::string& form);

}  // namespace plim
