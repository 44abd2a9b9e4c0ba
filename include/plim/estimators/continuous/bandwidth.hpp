#pragma once
#include "plim/views/sorted.hpp"

namespace plim {

/// The standard deviation with divisor n - 1; n >= 2. O(distinct).
double spread_of(const Sorted::One& s);

}  // namespace plim
