#include "plim/populations/sparse_rows.hpp"

#include <algorithm>

namespace plim {

SparseRows::SparseRows(std::size_t expected, std::size_t lanes) {
  for (std::size_t l = 0; l < lanes; ++l) tallies_.emplace_back(expected);
  symbols_.reserve(expected * lanes);
  counts_.reserve(expected * lanes);
}

void SparseRows::clear() noexcept {
  for (SparseTally& tally : tallies_) tally.clear();
}

const SparseCounts& SparseRows::view(std::int64_t n, std::size_t lanes) {
  std::size_t rows = 0;
  for (std::size_t l = 0; l < lanes; ++l) rows = std::max(rows, tallies_[l].symbols().size());
  symbols_.assign(rows * lanes, 0.0);
  counts_.assign(rows * lanes, 0);
  for (std::size_t l = 0; l < lanes; ++l) {
    const std::span<const double> symbols = tallies_[l].symbols();
    const std::span<const std::int64_t> counts = tallies_[l].counts();
    for (std::size_t r = 0; r < symbols.size(); ++r) {
      symbols_[r * lanes + l] = symbols[r];
      counts_[r * lanes + l] = counts[r];
    }
  }
  view_ = {n, rows, lanes, symbols_.data(), counts_.data()};
  return view_;
}

}  // namespace plim
