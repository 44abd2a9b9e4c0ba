#pragma once
#include <vector>

#include "estimates.hpp"
#include "plim/populations/data_population.hpp"
#include "plim/study/data_study.hpp"

namespace plim::cli {

/// Gives every estimate that is no success the value, the row and the condition that leave it without: what
/// the law says of its carrier and of its likelihood's maximum, what the estimator says of when it is
/// undefined.
void give_reasons(std::vector<SampleEstimate>& estimates, const DataQuestion& question,
                  const Catalogue& catalogue, const DataPopulation& data);

}  // namespace plim::cli
