#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// Add the measures and the verbs that plim comes with, one line each.
void add_measures(Catalogue& catalogue);
void add_verbs(Catalogue& catalogue);

}  // namespace plim
