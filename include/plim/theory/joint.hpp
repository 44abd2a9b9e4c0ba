#pragma once
#include <span>
#include <vector>

#include "plim/views/knowns.hpp"

namespace plim {

/// The law of some factors alone: `p: [cells]` of a joint law `p: [K]`.
std::vector<double> marginal_law(std::span<const double> p, const Margin& margin);

/// P(event) under a joint law.
double probability_of(std::span<const double> p, std::span<const Factor> factors,
                      std::span<const FactorTerm> event);

}  // namespace plim
