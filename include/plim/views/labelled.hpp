#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/views/view.hpp"

namespace plim {

/// Points in R^d with a label each: `x: [lanes] -> [n][d]`, `y: [lanes] -> [n]`, each below K.
struct Labelled {
  static constexpr const char* name = "labelled";
  std::int64_t n;
  std::size_t d, K, lanes;
  const double* const* x;
  const std::int32_t* const* y;

  struct One {
    std::size_t n, d, K;
    const double* x;
    const std::int32_t* y;

    const double* point(std::size_t i) const noexcept { return x + i * d; }
    std::size_t label(std::size_t i) const noexcept { return static_cast<std::size_t>(y[i]); }
  };
  One one(std::size_t lane) const noexcept { return {static_cast<std::size_t>(n), d, K, x[lane], y[lane]}; }
};

}  // namespace plim
