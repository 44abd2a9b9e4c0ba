#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/views/counts.hpp"

namespace plim {

/// Dense counts of classes that stand for numbers: `counts.c: [K][lanes]`, `values: [K]`. A sample of reals
/// with few distinct values.
struct ValuedCounts {
  static constexpr const char* name = "valued_counts";
  Counts counts;
  const double* values;
  std::size_t lanes;

  struct One {
    Counts::One counts;
    const double* values;
  };
  One one(std::size_t lane) const noexcept { return {counts.one(lane), values}; }
};

}  // namespace plim
