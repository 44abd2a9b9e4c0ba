#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "plim/estimators/any_estimator.hpp"

namespace plim {

/// An estimate that was made elsewhere, of one replicate of a scenario at one size.
struct TableRow {
  std::uint64_t scenario = 0;
  std::int64_t n = 0;
  std::uint64_t replicate = 0;
  Cell cell;  // in the unit of its estimate
  Status status = Status::regular;
  std::size_t line = 0;  // of its file
};

/// Estimates that were made elsewhere, found by scenario, size and replicate.
class EstimateTable {
 public:
  EstimateTable() = default;
  explicit EstimateTable(std::vector<TableRow> rows);

  /// Null: there is no row of that sample.
  const TableRow* find(std::uint64_t scenario, std::int64_t n, std::uint64_t replicate) const;
  /// In ascending order.
  const std::vector<TableRow>& rows() const noexcept { return rows_; }
  /// The second of two rows of one sample, null if there are none.
  const TableRow* repeated() const;

  bool has_intervals = false;

 private:
  std::vector<TableRow> rows_;
};

/// An estimator of one output that sees no view: it looks its estimate up by size and replicate. What the
/// table has no row of is undefined. `unit_factor`: of one nat in the unit of the table.
std::shared_ptr<const BoundEstimator> look_up(const std::shared_ptr<const EstimateTable>& table,
                                              std::uint64_t scenario, double unit_factor);

}  // namespace plim
