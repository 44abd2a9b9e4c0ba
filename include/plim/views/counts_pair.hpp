#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/views/counts.hpp"

namespace plim {

/// Counts of two samples over the same classes: `p: [K][lanes]` with sum n, `q: [K][lanes]` with sum m.
struct CountsPair {
  static constexpr const char* name = "counts_pair";
  std::int64_t n, m;
  std::size_t K, lanes;
  const std::int64_t* p;
  const std::int64_t* q;

  struct One {
    Counts::One p, q;
  };
  One one(std::size_t lane) const noexcept { return {{n, K, lanes, p + lane}, {m, K, lanes, q + lane}}; }
};

}  // namespace plim
