#pragma once
#include <optional>
#include <string_view>

#include "plim/populations/population.hpp"

namespace plim {

/// The entropy of a family that does not say it, by quadrature; KL and cross-entropy of two laws with a
/// density (DensityPair), infinite where the second excludes what the first has: of numbers by quadrature
/// over the first, of normal points in closed form (Kullback 1959), else NaN. Nothing of other laws and
/// estimands (nats).
std::optional<double> truth_by_density(const Population& population, std::string_view estimand);

}  // namespace plim
