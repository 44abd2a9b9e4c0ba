#pragma once
#include <memory>

#include "plim/core/outcome.hpp"
#include "plim/populations/two_samples.hpp"

namespace plim {

/// Two laws on the same classes (view: pairs of counts), or two with a density (DensityPair). Refuses other
/// laws, and those that are drawn themselves, or whose draws depend.
Outcome<std::shared_ptr<const Population>> make_pair_population(std::shared_ptr<const Population> first,
                                                                std::shared_ptr<const Population> second,
                                                                double ratio);

}  // namespace plim
