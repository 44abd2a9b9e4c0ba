#pragma once
#include <vector>

#include "plim/numeric/markov_chain.hpp"

namespace plim {

/// The classes of states that a path never leaves once it is in them, each ascending.
std::vector<std::vector<std::size_t>> closed_classes(const ChainSteps& chain);

/// The greatest common divisor of the lengths of all ways from a state of a closed class back to it.
std::size_t period_of(const ChainSteps& chain, const std::vector<std::size_t>& closed_class);

/// The stationary law of a closed class, 0 elsewhere: [states].
std::vector<double> stationary_law(const ChainSteps& chain, const std::vector<std::size_t>& closed_class);

}  // namespace plim
