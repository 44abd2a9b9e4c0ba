#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plim {

/// What became of one estimate on one sample. The numbers are those of the result file.
enum class Status : std::uint8_t {
  regular = 0,
  boundary = 1,
  at_infinity = 2,
  unbounded = 3,
  nonunique = 4,
  local = 5,
  nonregular = 6,
  row_not_identified = 7,
  empty = 8,
  invalid = 9,
  infinite = 10,
  threw = 11,
  undefined = 12
};

inline constexpr std::array<std::string_view, 13> status_names = {
    "regular",  "boundary",   "at_infinity",        "unbounded", "nonunique",
    "local",    "nonregular", "row_not_identified", "empty",     "invalid",
    "infinite", "threw",      "undefined"};
inline constexpr std::size_t status_count = status_names.size();

/// True if the estimate's value may be averaged.
constexpr bool is_success(Status s) noexcept {
  return s == Status::regular || s == Status::boundary || s == Status::nonunique || s == Status::local ||
         s == Status::nonregular;
}

/// The failures among counts by status, as "at_infinity 1700, invalid 3"; "" if there are none.
std::string failures_by_cause(std::span<const std::int64_t, status_count> counts);

}  // namespace plim
