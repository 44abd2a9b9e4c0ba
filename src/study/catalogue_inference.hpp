#pragma once
#include "plim/study/catalogue.hpp"

namespace plim {

/// Maximum likelihood and conjugate Bayes: views, models, priors; one line each.
void add_inference(Catalogue& catalogue);

}  // namespace plim
