#pragma once
#include <string_view>

namespace plim {

/// True for estimands that are computed in nats and may be shown in another unit.
bool is_information(std::string_view estimand) noexcept;

/// How many of the unit ("nat", "bit", "hartley") one nat is; 1 for "" (no unit).
double unit_factor(std::string_view unit) noexcept;

}  // namespace plim
