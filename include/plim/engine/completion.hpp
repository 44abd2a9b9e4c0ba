#pragma once
#include <cstddef>
#include <vector>

#include "plim/engine/block_bytes.hpp"

namespace plim {

/// Which estimators give those parts of a scenario's blocks, `[n][estimator]`.
std::vector<bool> needed_for(const ScenarioPlan& scenario, const std::vector<std::size_t>& parts);
/// Gives a block the parts that it lacks from one that was run for them.
void complete(BlockMap::Read& block, BlockRecord&& fresh);

}  // namespace plim
