#pragma once
#include <array>
#include <cstdint>

namespace plim {

/// What distinguishes one stream from all others: 64 bits of a hash of everything that names it.
struct Key {
  std::uint64_t bits = 0;
  bool operator==(const Key&) const = default;
};

/// Where the random numbers of one replicate begin; `sub` tells its bootstrap samples or chains apart.
struct Address {
  Key key;
  std::uint64_t replicate = 0;
  std::uint32_t sub = 0;
};

inline constexpr std::uint64_t index_limit = std::uint64_t{1} << 48;
inline constexpr std::uint64_t replicate_limit = std::uint64_t{1} << 40;
inline constexpr std::uint32_t sub_limit = std::uint32_t{1} << 24;
inline constexpr std::uint32_t attempt_limit = std::uint32_t{1} << 16;

using Words = std::array<std::uint32_t, 4>;

/// The 128-bit counter of one variate's attempt: index 48 bits, attempt 16, replicate 40, sub 24, side by
/// side. One to one within the limits above, which the plan checks.
constexpr Words counter(const Address& a, std::uint64_t index, std::uint32_t attempt) noexcept {
  return {static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32) | attempt << 16,
          static_cast<std::uint32_t>(a.replicate),
          static_cast<std::uint32_t>(a.replicate >> 32) | a.sub << 8};
}

}  // namespace plim
