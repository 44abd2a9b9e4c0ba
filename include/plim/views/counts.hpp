#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/views/view.hpp"

namespace plim {

/// Dense counts of a finite alphabet: `c: [K][lanes]`, the sum over k being n in every lane.
struct Counts {
  static constexpr const char* name = "counts";
  std::int64_t n;
  std::size_t K, lanes;
  const std::int64_t* c;

  struct One {
    std::int64_t n;
    std::size_t K, stride;
    const std::int64_t* c;
    std::int64_t operator[](std::size_t k) const noexcept { return c[k * stride]; }
  };
  One one(std::size_t lane) const noexcept { return {n, K, lanes, c + lane}; }
};

}  // namespace plim
