#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/families/composite.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// What a study may name as the law of a population.
struct PopulationEntry {
  std::string name, summary;
  std::vector<Parameter> parameters;
  std::function<Outcome<std::shared_ptr<const Population>>(const Arguments&)> make;
  std::string carrier = {};        // where its draws are, in words, or ""
  std::string no_likelihood = {};  // why no search finds a maximum of its likelihoods, or ""
};

/// Of these, one whose parameters fix the law.
struct FamilyEntry : PopulationEntry {
  LawFamily family;

  Outcome<AnyLaw> law(const Arguments& arguments) const;
};

}  // namespace plim
