#pragma once
#include <memory>

#include "plim/core/outcome.hpp"
#include "plim/populations/population.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// True if the law is to be sampled as classes of a finite alphabet.
bool is_dense(const LawFamily& family, const Law& law);

/// A law of a family as a population: on symbols if it has a list of probabilities, else on the reals.
Outcome<std::shared_ptr<const Population>> make_family_population(const LawFamily& family,
                                                                  const Arguments& arguments);

}  // namespace plim
