#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// Adds what estimates entropies of one sample, and what else is made of its counts or blocks.
void add_entropies(Catalogue& c);

}  // namespace plim
