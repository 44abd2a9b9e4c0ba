#pragma once
#include <string_view>

#include "plim/catalogue/measure.hpp"

namespace plim {

/// Words of the result file that no sample, estimate or axis may be called, since groups and arrays of these
/// names stand beside theirs: at the root, beside the estimates of a population, within an estimate.
bool is_taken_at_root(std::string_view name);
bool is_taken_in_population(std::string_view name);
bool is_taken_in_estimate(std::string_view name, const Measures& measures);

}  // namespace plim
