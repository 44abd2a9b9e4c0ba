#pragma once
#include <memory>

#include "plim/core/outcome.hpp"
#include "plim/families/any_law.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// What a study says of a mixture: the weight of its first law, and the tables of its two laws.
Parameter mixture_weight();
inline constexpr const char* mixture_parts[] = {"first", "second"};

/// The finite mixture of two laws of numbers, each with `arguments` under FIRST.name and SECOND.name; refused
/// if one has a density and the other masses, as their mixture has neither.
Outcome<std::shared_ptr<const Population>> make_mixture_population(const AnyLaw& first, const AnyLaw& second,
                                                                   const Arguments& arguments);

}  // namespace plim
