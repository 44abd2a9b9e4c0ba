#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// What every family has without code of its own: likelihood, posterior, score; one line each.
void add_for_families(Catalogue& catalogue);

/// Maximum likelihood and conjugate Bayes: views, models, priors; one line each.
void add_inference(Catalogue& catalogue);

}  // namespace plim
