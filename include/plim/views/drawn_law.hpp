#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/views/view.hpp"

namespace plim {

/// The law that each lane's sample is drawn from, where every replicate has a law of its own: `p:
/// [K][lanes]`. It holds the truth, so that oracles alone may have this view.
struct DrawnLaw {
  static constexpr const char* name = "drawn_law";
  std::size_t K, lanes;
  const double* p;
  std::uint64_t drawn = 0;  // how often laws have been drawn into this view: the same as long as they stand

  struct One {
    std::size_t K, stride;
    const double* p;
    double operator[](std::size_t k) const noexcept { return p[k * stride]; }
  };
  One one(std::size_t lane) const noexcept { return {K, lanes, p + lane}; }
};

}  // namespace plim
