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
  /// Integers side by side that are counted where they lie.
  static constexpr std::size_t most_dense = 1 << 12;

  /// Room for `expected` distinct numbers; more of them make it grow.
  explicit SparseTally(std::size_t expected);
  void clear() noexcept;
  /// Adds m numbers, which it may sort in place. O(m + distinct) of integers side by side, else O(m log m +
  /// distinct).
  void add(std::span<double> numbers);
  std::span<const double> symbols() const noexcept { return symbols_; }  // [distinct]
  std::span<const std::int64_t> counts() const noexcept { return counts_; }

 private:
  bool count_dense(std::span<const double> numbers, double& least);
  void merge(double symbol, std::int64_t count);
  void keep(double symbol, std::int64_t count);

  std::size_t old_ = 0;              // what is merged of the symbols before
  std::vector<std::int64_t> dense_;  // [width]
  std::vector<double> symbols_, merged_symbols_;
  std::vector<std::int64_t> counts_, merged_counts_;
};

}  // namespace plim
