#pragma once
#include <vector>

#include "plim/views/law.hpp"

namespace plim {

/// The families that plim comes with, in the order of the listing.
std::vector<LawFamily> standard_families();

}  // namespace plim
