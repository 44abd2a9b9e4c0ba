#pragma once
#include <iosfwd>

#include "plim/engine/allocation.hpp"
#include "plim/engine/executor.hpp"

namespace plim::cli {

/// Prints what a run would do: scenarios, routes and methods, blocks, memory, output size, and the time it
/// would take on these threads by a short pilot of it.
void print_dry_run(std::ostream& out, const Plan& plan, const Allocation& allocation,
                   const Executor& executor);

}  // namespace plim::cli
