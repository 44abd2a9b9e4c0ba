#pragma once
#include <memory>

#include "plim/core/outcome.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// Two laws on the same classes, of which a sample of size n is two independent ones: n draws from the first,
/// and `ratio` n, rounded, but at least one, from the second. View: pairs of counts. Refuses laws that are
/// not on a list of classes or not on the same one, that are drawn themselves, or whose draws depend.
///
/// The second sample takes the addresses of the first with the next `sub`, which no sample of one law uses:
/// so both are as if drawn alone, and the first is the one that its law gives under the same key.
Outcome<std::shared_ptr<const Population>> make_pair_population(std::shared_ptr<const Population> first,
                                                                std::shared_ptr<const Population> second,
                                                                double ratio);

}  // namespace plim
