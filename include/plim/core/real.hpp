#pragma once
#include <cstdint>
#include <limits>

namespace plim {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

inline constexpr double half_log_two_pi = 0.91893853320467274178;

/// From here on integers are no longer all doubles.
inline constexpr std::int64_t largest_whole = std::int64_t{1} << 53;

/// The double of a count.
constexpr double real(std::int64_t n) noexcept { return static_cast<double>(n); }

}  // namespace plim
