#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// What every family has without code of its own: likelihood, posterior, score; one line each.
void add_for_families(Catalogue& catalogue);

/// Maximum likelihood and conjugate Bayes: views, models, priors; one line each.
void add_inference(Catalogue& catalogue);

/// Entropies, divergences and mutual information of laws with a density; one line each.
void add_continuous(Catalogue& catalogue);

}  // namespace plim
