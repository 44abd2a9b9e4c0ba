#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "plim/views/view.hpp"

namespace plim {

/// The observations themselves, in the order of drawing: `x: [lanes] -> [n]`.
struct Reals {
  static constexpr const char* name = "reals";
  std::int64_t n;
  std::size_t lanes;
  const double* const* x;

  struct One {
    std::span<const double> x;
  };
  One one(std::size_t lane) const noexcept { return {{x[lane], static_cast<std::size_t>(n)}}; }
};

}  // namespace plim
