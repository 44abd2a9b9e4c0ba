#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

class CsvRows;

/// The distinct values of a column of numbers, ascending, and how often each was observed.
struct ValueTable {
  std::vector<double> values;        // [K]
  std::vector<std::int64_t> counts;  // [K]
};

/// The place of a column in the header line, on which `header` stands. Error(data) with a suggestion if none.
std::size_t find_column(const CsvRows& header, const std::string& column);

/// The place of a column by its name in the first row, if that is a header line, else by its number from 1.
/// Error(data) if there is none.
std::size_t column_at(const CsvRows& first, const std::string& column, bool header_line);

/// Reads one column of a csv with a header line (RFC 4180: quotes, CRLF; a byte order mark is skipped).
/// `count` names a column that says how often each row was observed, "" if once. Throws Error(data) with
/// name, line and column if a column is missing, a row is ragged, a value is not a finite number, a count is
/// not an integer >= 0, or nothing was observed.
ValueTable read_csv_column(std::string_view text, const std::string& column, const std::string& count,
                           const std::string& name);

}  // namespace plim
