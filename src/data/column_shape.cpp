#include "column_shape.hpp"

#include <algorithm>

#include "plim/core/real.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim {

bool is_list(const CsvTable& table, bool only) {
  std::size_t numbers = 0, others = 0;
  for (std::size_t i = 0; i < table.row().size(); ++i) {
    const CellKind kind = table.kind(i);
    numbers += kind == CellKind::number ? 1 : 0;
    others += kind == CellKind::other ? 1 : 0;
  }
  if (table.row().size() < 2 || numbers == 0) return false;
  return others == 0 || (only && 2 * numbers > table.row().size());
}

bool is_odd_first(std::span<const double> values, bool zero) {
  const auto odd = [&](double x) { return values[0] == 0 ? zero && x == 0 : is_year(x); };
  return values.size() > 1 && odd(values[0]) && std::none_of(values.begin() + 1, values.end(), odd);
}

void make_room(std::vector<double>& values, const Rows& rows) {
  constexpr std::size_t least = std::size_t{1} << 16;  // fewer say little of the rest
  constexpr double most = 64, margin = 1.0625;         // rows may be longer, or shorter, later on
  const std::size_t n = values.size();
  if (n < least || n < values.capacity()) return;
  const double share = rows.share_read();
  if (share > 0) values.reserve(static_cast<std::size_t>(real(n) * std::min(margin / share, most)));
}

std::string several_columns(const CsvTable& table, bool only, const std::string& what_to_do) {
  const char separator = table.row().separator();
  const std::size_t n = table.row().size();
  if (!is_list(table, only)) {
    return "there are " + std::to_string(n) + " columns, " + word_of_separator(separator) + "s between; " +
           what_to_do;
  }
  return "several numbers on a line and several lines; a list stands on one line, or one number a line; of "
         "several columns, " +
         what_to_do +
         (separator == ',' && n == 2
              ? "; of numbers with a decimal comma, say " + table.option("decimal", "comma")
              : "");
}

namespace {

/// uniq -c puts the counts first, most tables put them last.
[[noreturn]] void refuse_two_counts(const Rows& rows, const DataFormat& format) {
  const auto say = [&format](const char* values, const char* counts) {
    return format_option(format, "column", values) + " " + format_option(format, "count", counts);
  };
  rows.fail(0, "two columns of numbers with blanks between; say " + say("2", "1") +
                   " if the counts stand first, as uniq -c has them, else " + say("1", "2"));
}

}  // namespace

std::string counts_of_two(ByteStream& bytes, const DataFormat& format, const std::string& name) {
  const std::unique_ptr<Rows> rows = open_rows(bytes, format, name);
  std::string place;
  if (rows->next() && rows->size() == 2 && !rows->is_last()) {
    const bool header = format.header.value_or(!rows->number(0) && !rows->number(1));
    if (header) rows->next();
    if (!header && rows->separator() == ' ' && rows->number(0) && rows->number(1))
      refuse_two_counts(*rows, format);
    place = rows->size() == 2 && rows->number(0) && !looks_like_value((*rows)[1]) ? "#1" : "#2";
  }
  bytes.rewind();
  return place;
}

}  // namespace plim
