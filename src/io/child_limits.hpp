#pragma once
#include <cstddef>

#include "confined.hpp"

namespace plim {

/// Bytes of address space of this process; 0 where nothing tells.
std::size_t address_space();

/// Cuts a child of this process off the terminal and leaves it no longer life than its parent's and no core;
/// and bounds what it may take, unless `limits` is null. `space`: what its parent's address space was.
void set_child_apart(const Confinement* limits, std::size_t space);

}  // namespace plim
