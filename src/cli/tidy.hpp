#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "summary.hpp"

namespace plim::cli {

/// A result as a tidy table, for R, pandas and their like: a row for each measure of each series at each n of
/// each point, a column for each axis.
class TidyTable {
 public:
  /// The rows must outlive the table.
  explicit TidyTable(const std::vector<SummaryRow>& rows);

  /// RFC 4180: a number is the shortest text that reads back as the same one, inf or -inf; what is missing is
  /// empty.
  void write_csv(std::ostream& out) const;
  /// An array of objects: infinities are the texts "inf" and "-inf", what is missing is null.
  void write_json(std::ostream& out) const;

 private:
  std::vector<Json> cells(const SummaryRow& row, const SummaryRow::Entry& entry) const;

  const std::vector<SummaryRow>& rows_;
  std::vector<std::string> axes_;     // of any group, in the order of the file
  std::vector<std::string> columns_;  // names; an axis that goes by another column's is "axis.NAME"
};

}  // namespace plim::cli
