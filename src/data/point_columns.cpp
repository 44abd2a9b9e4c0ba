#include "plim/data/point_columns.hpp"

#include <algorithm>

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

}  // namespace

UserData read_points(std::string_view bytes, const std::vector<std::string>& columns,
                     const CsvOptions& options, const std::string& name) {
  CsvTable table(bytes, name, options);
  const std::vector<std::size_t> places = find_coordinates(table, columns);
  table.settle_header(places);
  UserData data;
  for (std::size_t j = 0; j < places.size(); ++j)
    data.coordinates.push_back(table.name_of(places[j], columns[j]));
  while (table.next()) {
    for (std::size_t j = 0; j < places.size(); ++j) {
      if (table.kind(places[j]) == CellKind::missing) table.refuse_missing(places[j], data.coordinates[j]);
      data.points.push_back(table.row().number(places[j], data.coordinates[j]));
    }
    data.lines.add(table.row().line());
    ++data.n;
  }
  if (data.n == 0) throw Error(ExitCode::data, name + ": has no observation");
  data.not_numbers = name + ": its observations are points";
  data.notes = table.notes();
  return data;
}

}  // namespace plim
