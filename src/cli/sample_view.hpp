#pragma once
#include <iosfwd>

#include "json.hpp"
#include "plim/engine/worker.hpp"

namespace plim::cli {

/// What the worker's last step saw in lane 0, abbreviated: the first counts, the first observations, a
/// statistic.
Json sample_json(const Worker& worker);

/// The same for people.
void print_sample(std::ostream& out, const Json& sample);

}  // namespace plim::cli
