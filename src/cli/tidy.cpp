#include "tidy.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <ostream>

#include "plim/core/name.hpp"

namespace plim::cli {
namespace {

constexpr const char* before_axes[] = {"sample", "population", "estimate", "of"};
constexpr const char* after_axes[] = {
    "n",     "series",     "label",      "estimator",       "output", "measure", "value", "mcse",
    "count", "value_unit", "prediction", "prediction_kind", "truth",  "unit",    "level", "failures"};

bool is_fixed(const std::string& name) {
  return std::find(std::begin(before_axes), std::end(before_axes), name) != std::end(before_axes) ||
         std::find(std::begin(after_axes), std::end(after_axes), name) != std::end(after_axes);
}

/// A field of RFC 4180: in quotes where it must be, and where readers would take blanks away.
std::string csv_field(const Json& value) {
  if (!value.is_text()) {
    const std::string text = value.on_a_line();
    return text == "null" ? "" : text;
  }
  const std::string text = harmless(value.text());
  const bool plain = text.find_first_of(",\"\r\n") == std::string::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

void write_csv_line(std::ostream& out, const std::vector<Json>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) out << (i == 0 ? "" : ",") << csv_field(cells[i]);
  out << "\r\n";
}

}  // namespace

TidyTable::TidyTable(const std::vector<SummaryRow>& rows) : rows_(rows) {
  for (const SummaryRow& row : rows) {
    for (const Coordinate& c : row.at) {
      if (std::find(axes_.begin(), axes_.end(), c.axis) == axes_.end()) axes_.push_back(c.axis);
    }
  }
  columns_.assign(std::begin(before_axes), std::end(before_axes));
  for (const std::string& axis : axes_) columns_.push_back(is_fixed(axis) ? "axis." + axis : axis);
  columns_.insert(columns_.end(), std::begin(after_axes), std::end(after_axes));
}

std::vector<Json> TidyTable::cells(const SummaryRow& row, const SummaryRow::Entry& entry) const {
  constexpr const char* kinds[] = {"", "exact", "leading"};
  std::vector<Json> cells = {row.sample, row.population, row.estimate, row.of};
  for (const std::string& axis : axes_) {
    const auto at =
        std::find_if(row.at.begin(), row.at.end(), [&axis](const Coordinate& c) { return c.axis == axis; });
    cells.push_back(at == row.at.end() ? Json(nullptr) : at->json());
  }
  const bool predicted = entry.prediction_kind != 0;
  const Json rest[] = {row.n,
                       row.series,
                       row.label,
                       row.estimator,
                       row.output,
                       entry.measure,
                       json_real(entry.value),
                       json_real(entry.mcse),
                       entry.count,
                       entry.unit,
                       json_real(predicted ? entry.prediction : not_given),
                       predicted ? Json(kinds[entry.prediction_kind]) : Json(nullptr),
                       json_real(row.truth),
                       row.unit,
                       json_real(entry.of_intervals ? row.level : not_given),
                       row.failures()};
  static_assert(std::size(rest) == std::size(after_axes));
  cells.insert(cells.end(), std::begin(rest), std::end(rest));
  return cells;
}

void TidyTable::write_csv(std::ostream& out) const {
  write_csv_line(out, {columns_.begin(), columns_.end()});
  for (const SummaryRow& row : rows_) {
    for (const SummaryRow::Entry& entry : row.entries) write_csv_line(out, cells(row, entry));
  }
}

void TidyTable::write_json(std::ostream& out) const {
  out << "[";
  const char* between = "\n";
  for (const SummaryRow& row : rows_) {
    for (const SummaryRow::Entry& entry : row.entries) {
      std::vector<Json> values = cells(row, entry);
      Json object = Json::object();
      for (std::size_t i = 0; i < values.size(); ++i) object[columns_[i]] = std::move(values[i]);
      out << between << object.on_a_line();
      between = ",\n";
    }
  }
  out << "\n]\n";
}

}  // namespace plim::cli
