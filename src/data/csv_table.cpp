#include "plim/data/csv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <unordered_map>

#include "column_shape.hpp"
#include "plim/core/error.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/core/suggest.hpp"

namespace plim {
namespace {

/// A word of digits as a number; 01 is a name.
std::optional<std::size_t> position(std::string_view digits) {
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  std::size_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

bool is_year(double x) { return x >= 1800 && x <= 2100 && x == std::floor(x); }

CsvTable::CsvTable(ByteStream& bytes, const std::string& name, const DataFormat& format)
    : rows_(open_rows(bytes, format, name)), name_(name), format_(format) {
  if (!format.fields.empty()) format_.header = true;
  if (!rows_->next()) throw Error(ExitCode::data, name + ": is empty");
  width_ = rows_->size();
  for (std::size_t i = 0; i < width_; ++i) first_.emplace_back((*rows_)[i]);
  for (const std::string& word : format_.na.value_or(std::vector<std::string>())) {
    if (const auto x = parse_number(word)) missing_numbers_.push_back(*x);
  }
}

std::vector<std::size_t> CsvTable::columns_called(std::string_view name) const {
  std::vector<std::size_t> exactly, nearly;
  for (std::size_t i = 0; i < width_; ++i) {
    if (first_[i] == name) exactly.push_back(i);
    if (trimmed(first_[i]) == trimmed(name)) nearly.push_back(i);
  }
  return exactly.empty() ? nearly : exactly;
}

bool CsvTable::has(const std::string& column) const {
  const std::string_view digits = column;
  const std::optional<std::size_t> at = position(digits.substr(digits.starts_with('#') ? 1 : 0));
  return (at && *at >= 1 && *at <= width_) || !columns_called(column).empty();
}

std::size_t CsvTable::find(const std::string& column) {
  if (column.empty())
    rows_->fail(0, "the name of a column is empty; #1 is the first column, whatever its name");
  if (column.front() == '#') {
    if (const auto at = position(std::string_view(column).substr(1))) {
      if (*at >= 1 && *at <= width_) return *at - 1;
      rows_->fail(0, "there is no column " + column + "; there are " + std::to_string(width_));
    }
  }
  const std::optional<std::size_t> at = position(column);
  const bool placed = at && *at >= 1 && *at <= width_;
  // A first row of numbers is data unless told otherwise: then no cell of it is a name.
  const bool row_of_data = !format_.header && std::all_of(first_.begin(), first_.end(), looks_like_value);
  const std::optional<double> number = parse_number(column);
  const bool unlikely = row_of_data && (placed || (number && !numbers_look_like_names(1)));
  std::vector<std::size_t> called;
  if (format_.header.value_or(!unlikely)) called = columns_called(column);
  if (placed && !called.empty() && !format_.header) {
    rows_->fail(called[0], column + " is the position of a column and stands in the first row; say #" +
                               column + " for the position, or " + option("header", "yes") +
                               " if the first row names the columns");
  }
  if (called.size() > 1) {
    rows_->fail(called[1], "two columns are called " + in_quotes(column) + ": #" +
                               std::to_string(called[0] + 1) + " and #" + std::to_string(called[1] + 1) +
                               "; name one by its position");
  }
  if (!called.empty()) {
    named_ = true;
    if (row_of_data && number && !is_year(*number)) named_by_number_ = column;
    return called[0];
  }
  if (placed) return *at - 1;
  if (unlikely && !columns_called(column).empty()) {
    rows_->fail(0, "no column " + in_quotes(column) +
                       ": the first row is taken as data, and a column goes by its position from 1; say " +
                       option("header", "yes") + " if that row names the columns");
  }
  refuse_unknown(column);
}

void CsvTable::refuse_unknown(const std::string& column) const {
  refuse_comment();
  const std::string no = "no column " + in_quotes(column);
  if (!format_.header.value_or(true)) rows_->fail(0, no + "; without a header a column goes by its position");
  for (std::size_t i = 0; i < width_; ++i) require_text(i, "the name of a column");
  std::vector<std::string> names = first_;
  std::erase_if(names, looks_like_value);
  const std::string near = position(column) ? "" : suggest(column, names);
  rows_->fail(0, no + (near.empty() ? "; the first row is " + listed(first_) + separated() + left_out()
                                    : " (did you mean \"" + near + "\"?)"));
}

/// What stood before the row in hand as comments, among which a header may be.
std::string CsvTable::left_out() const {
  if (rows_->comments() == 0) return "";
  return "; " + in_number(rows_->comments(), "line") + " with " + format_.comment +
         " in front left out as comments";
}

/// How the rows are cut, where nobody said how.
std::string CsvTable::separated() const {
  if (format_.separator || width_ == 1) return "";
  return ", " + word_of_separator(rows_->separator()) + "s between";
}

void CsvTable::refuse_comment() const {
  if (!rows_->may_be_comment() || is_missing_word((*rows_)[0])) return;
  rows_->fail(0, "this line begins with #; if it is a comment, put a blank after the #; if it is data, put " +
                     in_quotes((*rows_)[0]) + " in quotes");
}

void CsvTable::settle_header(const std::vector<std::size_t>& deciding) {
  guessed_ = !format_.header && !named_;
  header_ =
      format_.header.value_or(named_ || std::none_of(deciding.begin(), deciding.end(), [&](std::size_t i) {
                                return looks_like_value(first_[i]);
                              }));
  if (guessed_ || !*header_) refuse_comment();
  const bool numbers = std::any_of(first_.begin(), first_.end(),
                                   [](const std::string& cell) { return parse_number(cell).has_value(); });
  if (guessed_ && *header_ && numbers) {
    rows_->fail(0, "the first row has names and numbers, " + listed(first_) + "; say " +
                       option("header", "yes") + " if it names the columns, " + option("header", "no") +
                       " if it is data");
  }
  odd_first_ = guessed_ && !*header_ && numbers_look_like_names(2);
}

/// Numbers of a row, so many at least, that count from 0 or 1, or are years.
bool CsvTable::numbers_look_like_names(std::size_t least) const {
  std::vector<double> numbers;
  for (const std::string& cell : first_) {
    if (const auto x = parse_number(cell)) numbers.push_back(*x);
  }
  if (numbers.size() < least) return false;
  const bool distinct = std::set<double>(numbers.begin(), numbers.end()).size() == numbers.size();
  if (distinct && std::all_of(numbers.begin(), numbers.end(), is_year)) return true;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[0] < 0 || numbers[0] > 1 || numbers[i] != numbers[0] + static_cast<double>(i)) return false;
  }
  return numbers[0] == std::floor(numbers[0]);
}

std::string CsvTable::name_of(std::size_t column, const std::string& otherwise) const {
  return *header_ && !first_[column].empty() ? first_[column] : otherwise;
}

bool CsvTable::next() {
  const bool more = (!started_ && !*header_) || rows_->next();
  started_ = true;
  if (!more) return false;
  require_size();
  refuse_comment();
  return true;
}

void CsvTable::require_size() const {
  const std::size_t size = rows_->size();
  if (size == width_) return;
  const std::string separator = word_of_separator(rows_->separator());
  rows_->fail(std::min(width_, size - 1),
              "this row has " + in_number(size, "field") + "; the first has " + std::to_string(width_) +
                  " (" + separator + "s between; " +
                  (width_ == 1 ? option("separator", "none") + " if a line is a value)"
                               : option("separator", "NAME") + " takes another)"));
}

std::optional<double> CsvTable::number(std::size_t i) const {
  if (format_.na && kind(i) == CellKind::missing) return std::nullopt;
  return rows_->number(i);
}

void CsvTable::refuse_other_separator(std::size_t i) const {
  if (width_ > 1 || rows_->is_quoted(i) || format_.separator) return;
  const std::string_view field = (*rows_)[i];
  const std::size_t at = field.find_first_of(";\t");
  if (at == std::string_view::npos) return;
  rows_->fail(i, in_quotes(field) + " holds a " + word_of_separator(field[at]) +
                     ", other lines do not; put such a value in quotes, or say " +
                     option("separator", word_of_separator(field[at])) + " if it cuts the lines, else " +
                     option("separator", "comma"));
}

void CsvTable::require_text(std::size_t i, const std::string& what) const {
  if (refuse_text((*rows_)[i]))
    rows_->fail(i, what + " is " + in_quotes((*rows_)[i]) + ", but is not UTF-8; say " +
                       option("encoding", "latin-1") + " if it is that, else convert the file");
}

std::optional<std::string> CsvTable::alike(const std::vector<std::string>& values) const {
  std::unordered_map<std::string_view, std::string_view> seen;  // by what they are without blanks
  std::unordered_map<double, std::string_view> numbers;
  const auto two_values = [&](std::string_view one, std::string_view other, const std::string& how) {
    return name_ + ": " + in_quotes(one) + " and " + in_quotes(other) + " " + how + ", and are two values";
  };
  for (const std::string& value : values) {
    const auto [at, fresh] = seen.emplace(trimmed(value), value);
    if (!fresh && !trimmed(value).empty()) return two_values(at->second, value, "differ only by blanks");
    const std::optional<double> x = parse_number(value, rows_->decimal());
    if (!x || !std::isfinite(*x) || is_rounded_integer(value)) continue;
    const auto [number, first] = numbers.emplace(*x, value);
    if (!first) return two_values(number->second, value, "are one number");
  }
  return std::nullopt;
}

std::string CsvTable::found() const {
  std::string words;
  const auto add = [&](const std::string& key, const std::string& value) {
    words += (words.empty() ? "" : format_.of_study ? ", " : " ") + option(key, value);
  };
  if (!format_.header && header_) add("header", *header_ ? "yes" : "no");
  if (!format_.separator && width_ > 1 && format_.fields.empty())
    add("separator", word_of_separator(rows_->separator()));
  if (!format_.decimal && rows_->decimal() == ',') add("decimal", "comma");
  return words;
}

std::vector<std::string> CsvTable::notes() const {
  std::vector<std::string> notes = notes_;
  if (rows_->comments() > 0)
    notes.push_back(name_ + ": " + in_number(rows_->comments(), "line") + " with " + format_.comment +
                    " in front left out as comments");
  if (width_ == 1 && rows_->empty_lines() > 0)
    notes.push_back(name_ + ": " + in_number(rows_->empty_lines(), "empty line") +
                    " between the rows left out");
  if (odd_first_) {
    notes.push_back(name_ + ": the first row, " + listed(first_) +
                    ", is taken as data; if it names the columns, say " + option("header", "yes"));
  }
  if (!named_by_number_.empty()) {
    notes.push_back(name_ + ": the first row, " + listed(first_) + ", is taken as a header, as " +
                    named_by_number_ + " stands in it; if it is data, say " + option("header", "no"));
  }
  return notes;
}

}  // namespace plim
