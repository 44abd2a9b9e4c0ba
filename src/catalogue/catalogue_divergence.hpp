#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// Adds what compares two laws, of two samples or of a sample and a known law, and tests of independence.
void add_divergences(Catalogue& c);

}  // namespace plim
