#pragma once
#include "philox_lanes.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim::PLIM_ISA {
namespace {

struct NormalPair {
  double first, second;
};

/// Two standard normals of two words (Box and Muller 1958).
[[gnu::always_inline]] inline NormalPair box_muller(std::uint64_t first, std::uint64_t second) {
  const double radius = __builtin_sqrt(-2.0 * elementary::log_of_uniform(open_uniform(first)));
  const elementary::SinCos angle = elementary::sincos_turns(open_uniform(second));
  return {radius * angle.cos, radius * angle.sin};
}

}  // namespace
}  // namespace plim::PLIM_ISA
