#pragma once
#include <cstddef>
#include <vector>

#include "plim/accumulate/any_accumulator.hpp"
#include "plim/accumulate/joint_stats.hpp"
#include "plim/accumulate/pooled_counts.hpp"
#include "plim/accumulate/series_stats.hpp"

namespace plim {

/// The accumulators of one block, or of merged blocks. Read as a list, it is its cells.
struct Record {
  std::vector<SeriesStats> series;         // [n][series]
  std::vector<JointStats> joints;          // what pairs and curves need, in the order of the plan
  std::vector<LargestDifference> largest;  // what identities need, in the order of the plan
  std::vector<PooledCounts> pooled;        // what checks of the sample need, in the order of the plan
  std::vector<AnyAccumulator> own;         // what measures gather themselves, in the order of the plan

  Record() = default;
  explicit Record(std::size_t cells) : series(cells) {}
  SeriesStats& operator[](std::size_t cell) { return series[cell]; }
  const SeriesStats& operator[](std::size_t cell) const { return series[cell]; }
  std::size_t size() const noexcept { return series.size(); }
  auto begin() const noexcept { return series.begin(); }
  auto end() const noexcept { return series.end(); }
  /// Both records are of one shape.
  Record& operator+=(const Record& other);
  bool operator==(const Record&) const = default;
  /// Shows the visitor every member, in the order of the bytes of a record.
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.series);
    visitor(self.joints);
    visitor(self.largest);
    visitor(self.pooled);
    visitor(self.own);
  }
};

}  // namespace plim
