#pragma once
#include <optional>

#include "plim/core/status.hpp"
#include "sample_likelihood.hpp"

namespace plim {

/// Where a search that stopped there was going, if the profile likelihood of a logarithm or logit tells:
/// unbounded where it goes on rising, at_infinity where it rose and levels off.
std::optional<Status> ridge_at(const SampleLikelihood& likelihood, const Maximum& found);

}  // namespace plim
