#include <cstddef>
#include <cstdint>

#include "plim/numeric/elementary.hpp"

// As in src/random/kernels: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {

/// logs[i] = ln(c[i] + a).
void log_shifted(const std::int64_t* c, std::size_t size, double a, double* logs);

void log_shifted(const std::int64_t* c, std::size_t size, double a, double* logs) {
  for (std::size_t i = 0; i < size; ++i) logs[i] = elementary::log(static_cast<double>(c[i]) + a);
}

}  // namespace plim::PLIM_ISA
