#pragma once
#include "plim/catalogue/catalogue.hpp"

namespace plim {

/// Maximum likelihood and conjugate Bayes: views, models, priors; one line each.
void add_inference(Catalogue& catalogue);

}  // namespace plim
