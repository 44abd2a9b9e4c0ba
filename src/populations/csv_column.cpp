#include "plim/populations/csv_column.hpp"

#include <charconv>
#include <map>
#include <vector>

#include "plim/core/error.hpp"
#include "plim/core/suggest.hpp"
#include "plim/populations/csv_rows.hpp"

namespace plim {
namespace {
constexpr std::int64_t largest_total = std::int64_t{1} << 53;
}

std::size_t find_column(const CsvRows& header, const std::string& column) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == column) return i;
    names.emplace_back(header[i]);
  }
  const std::string near = suggest(column, names);
  header.refuse_other_separator(0);
  header.fail(0, "no column \"" + column + "\"" + (near.empty() ? "" : " (did you mean \"" + near + "\"?)"));
}

std::size_t column_at(const CsvRows& first, const std::string& column, bool header_line) {
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (header_line && first[i] == column) return i;
  }
  std::size_t number = 0;
  const char* end = column.data() + column.size();
  const auto [stop, error] = std::from_chars(column.data(), end, number);
  if (error == std::errc() && stop == end && number >= 1 && number <= first.size()) return number - 1;
  return find_column(first, column);
}

ValueTable read_csv_column(std::string_view text, const std::string& column, const std::string& count,
                           const std::string& name) {
  CsvRows rows(text, name);
  if (!rows.next()) throw Error(ExitCode::data, name + ": is empty");
  const std::size_t columns = rows.size();
  const std::size_t value_at = find_column(rows, column);
  const std::size_t count_at = count.empty() ? columns : find_column(rows, count);
  std::map<double, std::int64_t> tally;
  std::int64_t total = 0;
  while (rows.next()) {
    rows.require_size(columns);
    const std::int64_t times = count.empty() ? 1 : rows.count(count_at, count);
    total += times;
    if (total > largest_total) rows.fail(count_at, "the total of " + count + " passes 2^53");
    if (times > 0) tally[rows.number(value_at, column)] += times;
  }
  if (tally.empty()) throw Error(ExitCode::data, name + ": column " + column + " has no observation");
  ValueTable table;
  for (const auto& [value, times] : tally) {
    table.values.push_back(value);
    table.counts.push_back(times);
  }
  return table;
}

}  // namespace plim
