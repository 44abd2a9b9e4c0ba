#include "plim/grammar/units.hpp"

#include <numbers>

namespace plim {
double unit_factor(std::string_view unit) noexcept {
  return unit == "bit" ? 1 / std::numbers::ln2 : unit == "hartley" ? 1 / std::numbers::ln10 : 1;
}

}  // namespace plim
