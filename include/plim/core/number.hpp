#pragma once
#include <cstdint>
#include <string>

namespace plim {

/// The shortest decimal text that reads back as the same double ("inf", "-inf", "nan" for the others).
std::string round_trip(double x);

/// The text of a double in a canonical text: hexadecimal as by %a, with -0 written as 0.
std::string canonical(double x);

/// The text of an integer in a canonical text: decimal.
std::string canonical(std::int64_t i);

/// So many of a thing: "1 row", "2 rows".
std::string in_number(std::uint64_t n, const std::string& what);

}  // namespace plim
