#pragma once
#include <string>
#include <vector>

#include "plim/grammar/table_reader.hpp"

namespace plim {

/// The points of { from, to, per_decade | points | step }; none if there was a fault.
std::vector<double> points_of_range(const Node& node, const std::string& key, Faults& faults);

/// Reports every key of a table that is not known.
void refuse_unknown(const Node& node, const std::string& key, const std::vector<std::string>& known,
                    Faults& faults);

}  // namespace plim
