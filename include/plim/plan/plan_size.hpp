#pragma once
#include "plim/plan/plan.hpp"

namespace plim {

/// About how many bytes the result file of a plan has.
double file_bytes(const Plan& plan);

/// About how many bytes of memory a run of it takes on so many threads: samples, sums, and three times the
/// result file, which is made in memory, copied, and moved as it grows.
double memory_bytes(const Plan& plan, int threads);

/// The share of the memory that this process may use which a run may take.
inline constexpr double usable_share = 0.5;
/// How many of so many threads a run has room for in so many bytes; one at least.
int threads_within(const Plan& plan, int threads, double bytes);

/// A number of bytes for people, as "3.1 MB".
std::string bytes_text(double bytes);

}  // namespace plim
