#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "plim/views/view.hpp"

namespace plim {

/// The symbols in the order in which they were drawn: `x: [lanes] -> [n]`, each below K.
struct Sequence {
  static constexpr const char* name = "sequence";
  std::int64_t n;
  std::size_t K, lanes;
  const std::int32_t* const* x;

  struct One {
    std::span<const std::int32_t> x;
    std::size_t K;
  };
  One one(std::size_t lane) const noexcept { return {{x[lane], static_cast<std::size_t>(n)}, K}; }
};

}  // namespace plim
