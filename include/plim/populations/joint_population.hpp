#pragma once
#include <memory>
#include <vector>

#include "plim/populations/population.hpp"

namespace plim {

/// A joint law of several factors by its table of probabilities, `table: [product of the levels]`, sum 1, the
/// last factor's level changing fastest: a law on the combinations of levels.
std::shared_ptr<const Population> make_joint_population(const std::vector<Factor>& factors,
                                                        const std::vector<double>& table);

}  // namespace plim
