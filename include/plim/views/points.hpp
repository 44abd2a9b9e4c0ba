#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "plim/views/view.hpp"

namespace plim {

/// The observations as points in R^d, in the order of drawing: `x: [lanes] -> [n][d]`.
struct Points {
  static constexpr const char* name = "points";
  std::int64_t n;
  std::size_t d, lanes;
  const double* const* x;

  struct One {
    std::size_t d;
    std::span<const double> x;  // [n][d]
    std::span<const double> point(std::size_t i) const noexcept { return x.subspan(i * d, d); }
  };
  One one(std::size_t lane) const noexcept { return {d, {x[lane], static_cast<std::size_t>(n) * d}}; }
};

}  // namespace plim
