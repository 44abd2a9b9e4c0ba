#pragma once
#include "plim/plan/plan.hpp"
#include "plim/random/address.hpp"

namespace plim::rng {

/// The scenario whose streams are looked at: sample x of a law of one family.
ScenarioPlan scenario_of(const LawFamily& family, const Arguments& arguments);
/// The one of a standard normal law.
ScenarioPlan normal_scenario();
/// Its key at seed 0.
Key normal_key();

}  // namespace plim::rng
