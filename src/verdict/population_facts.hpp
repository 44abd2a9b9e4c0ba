#pragma once
#include "plim/verdict/results.hpp"

namespace plim {

/// What a result says of each sample from each population of a plan, in the order of its groups.
std::vector<PopulationFacts> population_facts(const Plan& plan);

}  // namespace plim
