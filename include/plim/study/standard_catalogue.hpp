#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// What plim comes with: families, estimators, oracles, estimands, priors, smoothings, measures and verbs.
Catalogue standard_catalogue();

}  // namespace plim
