#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plim {

/// How often each class came in all replicates together: exact integers, so that any order of merging gives
/// the same. A regular value that merges.
struct PooledCounts {
  std::vector<std::int64_t> counts;  // [K]

  /// Adds the samples of a group, `c: [K][lanes]`. Allocates nothing.
  void add(const std::int64_t* c, std::size_t lanes) noexcept {
    for (std::int64_t& count : counts) {
      for (std::size_t lane = 0; lane < lanes; ++lane) count += c[lane];
      c += lanes;
    }
  }
  /// The same of counts by symbol, `symbols, c: [rows][lanes]`: class k is the integer first + k, the last
  /// class every other number.
  void add(const double* symbols, const std::int64_t* c, std::size_t cells, double first) noexcept {
    const std::size_t others = counts.size() - 1;
    for (std::size_t i = 0; i < cells; ++i) {
      if (c[i] == 0) continue;
      const double k = symbols[i] - first;
      counts[k >= 0 && k < static_cast<double>(others) ? static_cast<std::size_t>(k) : others] += c[i];
    }
  }
  /// Both are of the same classes.
  PooledCounts& operator+=(const PooledCounts& other) noexcept {
    for (std::size_t k = 0; k < counts.size(); ++k) counts[k] += other.counts[k];
    return *this;
  }
  bool operator==(const PooledCounts&) const = default;
  /// Shows the visitor every member, in the order of the bytes of a record.
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.counts);
  }
};

}  // namespace plim
