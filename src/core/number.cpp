#include "plim/core/number.hpp"

#include <cstdio>

#include <fmt/format.h>

namespace plim {

std::string round_trip(double x) { return fmt::format("{}", x); }

std::string canonical(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%a", x == 0 ? 0.0 : x);
  return text;
}

std::string canonical(std::int64_t i) { return fmt::format("{}", i); }

std::string in_number(std::uint64_t n, const std::string& what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

}  // namespace plim
