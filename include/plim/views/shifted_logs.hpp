#pragma once
#include <vector>

#include "plim/views/counts.hpp"

namespace plim {

/// ln(c + a) of every count of the group into `logs: [K][lanes]`, by the kernel of the active instruction
/// set. Allocates only when the group grows. a >= 0; -inf where c + a = 0.
void log_shifted_counts(const Counts& counts, double a, std::vector<double>& logs);

}  // namespace plim
