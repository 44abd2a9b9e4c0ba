#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// The law that is made of others: `all` has its own numbers by their names, and under PART. what is said of
/// each part, its name as PART.law. Refused by the first that refuses, after the path of its part.
Outcome<ComposedLaw> compose_law(const CompositeLaw& kind, const Arguments& all, const Catalogue& catalogue);

}  // namespace plim
