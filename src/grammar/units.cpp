#include "plim/grammar/units.hpp"

namespace plim {
namespace {
constexpr double log_two = 0.693147180559945309417, log_ten = 2.30258509299404568402;
}

double unit_factor(std::string_view unit) noexcept {
  return unit == "bit" ? 1 / log_two : unit == "hartley" ? 1 / log_ten : 1;
}

}  // namespace plim
