#include "plim/views/count_kernels.hpp"

#include "plim/random/isa.hpp"

namespace plim {

namespace v2 {
void log_shifted(const std::int64_t* c, std::size_t size, double a, double* logs);
}
namespace v3 {
void log_shifted(const std::int64_t* c, std::size_t size, double a, double* logs);
}
namespace v4 {
void log_shifted(const std::int64_t* c, std::size_t size, double a, double* logs);
}

void log_shifted_counts(const Counts& counts, double a, std::vector<double>& logs) {
  const std::size_t size = counts.K * counts.lanes;
  if (logs.size() < size) logs.resize(size);
  const Isa isa = active_isa();
  const auto kernel = isa == Isa::v4 ? v4::log_shifted : isa == Isa::v3 ? v3::log_shifted : v2::log_shifted;
  kernel(counts.c, size, a, logs.data());
}

}  // namespace plim
