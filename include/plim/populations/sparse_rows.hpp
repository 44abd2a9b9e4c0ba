#pragma once
#include <vector>

#include "plim/populations/sparse_tally.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {

/// The tallies of a group of lanes, and their view.
class SparseRows {
 public:
  SparseRows(std::size_t expected, std::size_t lanes);
  void clear() noexcept;
  SparseTally& lane(std::size_t lane) noexcept { return tallies_[lane]; }
  /// The view of the first `lanes` tallies at n.
  const SparseCounts& view(std::int64_t n, std::size_t lanes);

 private:
  std::vector<SparseTally> tallies_;
  std::vector<double> symbols_;       // [rows][lanes]
  std::vector<std::int64_t> counts_;  // [rows][lanes]
  SparseCounts view_{};
};

}  // namespace plim
