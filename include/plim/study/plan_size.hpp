#pragma once
#include "plim/study/plan.hpp"

namespace plim {

/// About how many bytes the result file of a plan has.
double file_bytes(const Plan& plan);

/// About how many bytes of memory its samples and sums take on so many threads.
double memory_bytes(const Plan& plan, int threads);

/// A number of bytes for people, as "3.1 MB".
std::string bytes_text(double bytes);

}  // namespace plim
