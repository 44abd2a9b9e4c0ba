#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/count_features.hpp"

namespace plim {

/// Counts of the symbols that were seen, where the alphabet is large or has no end: `symbols: [rows][lanes]`
/// integers in ascending order, `c: [rows][lanes]`. Lanes that saw fewer symbols than others end in rows with
/// count 0.
struct SparseCounts {
  static constexpr const char* name = "sparse_counts";
  std::int64_t n;
  std::size_t rows, lanes;
  const double* symbols;
  const std::int64_t* c;

  struct One {
    std::int64_t n;
    std::size_t rows, stride;
    const double* symbols;
    const std::int64_t* c;
    double symbol(std::size_t row) const noexcept { return symbols[row * stride]; }
    std::int64_t count(std::size_t row) const noexcept { return c[row * stride]; }
  };
  One one(std::size_t lane) const noexcept { return {n, rows, lanes, symbols + lane, c + lane}; }
};

/// The same features as of dense counts in the order of the symbols, to the last bit: classes that were not
/// seen add nothing.
class FeaturesOfSparseCounts {
 public:
  explicit FeaturesOfSparseCounts(std::size_t lanes, unsigned features) : of_rows_(lanes, features) {}
  const CountFeatures& operator()(const SparseCounts& counts) {
    return of_rows_({counts.n, counts.rows, counts.lanes, counts.c});
  }

 private:
  FeaturesOfCounts of_rows_;
};

}  // namespace plim
