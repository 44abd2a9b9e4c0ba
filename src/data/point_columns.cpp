#include "plim/data/point_columns.hpp"

#include <algorithm>

#include "column_shape.hpp"
#include "plim/core/error.hpp"
#include "plim/data/csv_table.hpp"

namespace plim {
namespace {

/// Where the columns stand.
std::vector<std::size_t> find_coordinates(CsvTable& table, const std::vector<std::string>& columns) {
  std::vector<std::size_t> places;
  for (const std::string& column : columns) {
    const std::size_t at = table.find(column);
    if (std::find(places.begin(), places.end(), at) != places.end())
      table.row().fail(at, "the column is named twice among the coordinates");
    places.push_back(at);
  }
  return places;
}

/// Adds the coordinates of a row; false if one is missing.
bool read_point(CsvTable& table, const std::vector<std::size_t>& places, UserData& data) {
  const std::size_t before = data.points.size();
  for (std::size_t j = 0; j < places.size(); ++j) {
    if (const std::optional<double> x = table.number(places[j])) {
      make_room(data.points, table.row());
      data.points.push_back(*x);
      continue;
    }
    const CellKind kind = table.kind(places[j]);
    if (kind != CellKind::missing && kind != CellKind::mark)
      table.row().refuse_number(places[j], data.coordinates[j]);
    table.add_missing(places[j], data.coordinates[j]);
    data.points.resize(before);
    return false;
  }
  return true;
}

}  // namespace

UserData read_points(ByteStream& bytes, const std::vector<std::string>& columns, const DataFormat& format,
                     const std::string& name) {
  CsvTable table(bytes, name, format);
  const std::vector<std::size_t> places = find_coordinates(table, columns);
  table.settle_header(places);
  UserData data;
  for (std::size_t j = 0; j < places.size(); ++j)
    data.coordinates.push_back(table.name_of(places[j], columns[j]));
  while (table.next()) {
    if (!read_point(table, places, data)) continue;
    data.lines.add(table.row().line());
    ++data.n;
  }
  data.missing = table.missing_beside(data.lines.size());
  if (data.n == 0) throw Error(ExitCode::data, name + ": has no observation");
  data.not_numbers = name + ": its observations are points";
  data.notes = table.notes();
  data.found = table.found();
  return data;
}

}  // namespace plim
