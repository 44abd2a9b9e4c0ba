#include "plim/views/shifted_logs.hpp"

#include "plim/views/count_kernels.hpp"

namespace plim {

void log_shifted_counts(const Counts& counts, double a, std::vector<double>& logs) {
  const std::size_t size = counts.K * counts.lanes;
  if (logs.size() < size) logs.resize(size);
  count_kernels().log_shifted(counts.c, size, a, logs.data());
}

}  // namespace plim
