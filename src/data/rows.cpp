#include "plim/data/rows.hpp"

#include <cmath>

#include "csv_rows.hpp"
#include "json_rows.hpp"
#include "plim/core/error.hpp"
#include "plim/core/real.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim {
std::size_t line_ends(std::string_view text) {
  std::size_t ends = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    ends += !pair && (text[i] == '\n' || text[i] == '\r') ? 1 : 0;
  }
  return ends;
}

void Rows::write_number(std::size_t i) const {
  const Field& field = fields_[i];
  field.is_unwritten = false;
  own_[static_cast<std::size_t>(field.own)] = text_of_number(*field.number);
}

std::optional<double> Rows::number(std::size_t i) const {
  const std::optional<double> known = fields_[i].number;
  const std::optional<double> x = known ? known : parse_number((*this)[i], decimal_);
  if (!x || !std::isfinite(*x)) return std::nullopt;
  return *x == 0 ? 0.0 : *x;
}

std::string Rows::shown(std::size_t i) const {
  const std::string_view field = (*this)[i], notation = notation_of(field);
  std::string text = in_quotes(field);
  if (decimal_ == ',' && field.find('.') != std::string_view::npos && parse_number(field))
    return text + ", a number with a point beside decimal commas";
  return notation.empty() ? text : text + ", a number " + std::string(notation);
}

void Rows::refuse_number(std::size_t i, const std::string& what) const {
  fail(i, what + " is " + shown(i) + ", but must be a finite number");
}

std::int64_t Rows::count(std::size_t i, const std::string& what) const {
  const std::string_view field = (*this)[i];
  const std::optional<double> x = parse_number(field, decimal_);
  if (x && *x >= 0 && *x == std::floor(*x) && *x <= largest_whole) return static_cast<std::int64_t>(*x);
  const std::string text = x ? std::string(trimmed(field)) : this->shown(i);
  fail(i, what + " is " + text + ", but a count must be an integer from 0 to 2^53");
}

std::string Rows::place_of(std::size_t offset) const {
  const std::string_view before = std::string_view(window_).substr(begin_, offset - begin_);
  const std::size_t end = before.find_last_of("\r\n");
  const std::size_t column = end == std::string_view::npos ? before.size() : before.size() - end - 1;
  return name_ + ":" + std::to_string(line_ + line_ends(before)) + ":" + std::to_string(column + 1);
}

void Rows::fail_at(std::size_t offset, const std::string& message) const {
  throw Error(ExitCode::data, place_of(offset) + ": " + message);
}

std::unique_ptr<Rows> open_rows(ByteStream& bytes, const DataFormat& format, const std::string& name) {
  if (!format.fields.empty()) return std::make_unique<JsonRows>(bytes, format, name);
  return std::make_unique<CsvRows>(bytes, format, name);
}

}  // namespace plim
