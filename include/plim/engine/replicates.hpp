#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/plan/plan.hpp"

namespace plim {

/// Brings replicates first .. first + lanes - 1 of a scenario to one of its sizes, which ascend: a nested
/// path grows, an independent one starts anew with its own key.
void bring_to(ViewSource& source, const ScenarioPlan& scenario, std::uint64_t first, std::size_t lanes,
              std::size_t size_index);

}  // namespace plim
