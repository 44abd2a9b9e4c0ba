#include "column_shape.hpp"

#include <algorithm>

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

std::string counts_of_two(ByteStream& bytes, const DataFormat& format, const std::string& name) {
  const std::unique_ptr<Rows> rows = open_rows(bytes, format, name);
  std::string place;
  if (rows->next() && rows->size() == 2 && !rows->is_last()) {
    if (!rows->number(0) && !rows->number(1)) rows->next();  // a header
    place = rows->size() == 2 && rows->number(0) && !looks_like_value((*rows)[1]) ? "#1" : "#2";
  }
  bytes.rewind();
  return place;
}

}  // namespace plim
