#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plim {

/// The distinct numbers of a growing sample in ascending order, and how often each came. What it holds does
/// not depend on the order or the portions in which the numbers came.
class SparseTally {
 public:
  /// Room for `expected` distinct numbers; more of them make it grow.
  explicit SparseTally(std::size_t expected);
  void clear() noexcept;
  /// Adds numbers, which are sorted in place. O(m log m + distinct).
  void add(std::span<double> numbers);
  std::span<const double> symbols() const noexcept { return symbols_; }  // [distinct]
  std::span<const std::int64_t> counts() const noexcept { return counts_; }

 private:
  std::vector<double> symbols_, merged_symbols_;
  std::vector<std::int64_t> counts_, merged_counts_;
};

}  // namespace plim
