#pragma once
#include <string_view>

namespace plim {

/// How many of the unit ("nat", "bit", "hartley") one nat is; 1 for "" (no unit).
double unit_factor(std::string_view unit) noexcept;

}  // namespace plim
