#pragma once
#include <cstdint>
#include <span>

#include "plim/numeric/elementary.hpp"

namespace plim {

/// c ln c for c = 0 .. size - 1 (0 at 0), by the project's own logarithm; made once, before any thread.
std::span<const double> c_log_c_table();

/// c ln c, from the table where it reaches.
inline double c_log_c(std::int64_t c, std::span<const double> table) noexcept {
  if (static_cast<std::uint64_t>(c) < table.size()) return table[static_cast<std::size_t>(c)];
  const double x = static_cast<double>(c);
  return x * elementary::log(x);
}

}  // namespace plim
