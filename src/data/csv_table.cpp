#include "plim/data/csv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "plim/core/error.hpp"
#include "plim/core/name.hpp"
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

/// The first row as messages list it.
std::string listed(const std::vector<std::string>& cells) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, cells.size()); ++i)
    text += (i > 0 ? ", " : "") + quoted(cells[i]);
  return text + (cells.size() > most ? ", ..." : "");
}

std::string times(std::size_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

}  // namespace

bool is_year(double x) { return x >= 1800 && x <= 2100 && x == std::floor(x); }

CsvTable::CsvTable(std::string_view bytes, const std::string& name, const CsvOptions& options,
                   CsvRows::Separator separator)
    : rows_(bytes, name, separator), name_(name), options_(options) {
  if (!rows_.next()) throw Error(ExitCode::data, name + ": is empty");
  width_ = rows_.size();
  for (std::size_t i = 0; i < width_; ++i) first_.emplace_back(rows_[i]);
  if (width_ == 1) rows_.refuse_other_separator();
}

std::vector<std::size_t> CsvTable::columns_called(std::string_view name) const {
  std::vector<std::size_t> exactly, nearly;
  for (std::size_t i = 0; i < width_; ++i) {
    if (first_[i] == name) exactly.push_back(i);
    if (trimmed(first_[i]) == trimmed(name)) nearly.push_back(i);
  }
  return exactly.empty() ? nearly : exactly;
}

std::size_t CsvTable::find(const std::string& column) {
  if (column.empty())
    rows_.fail(0, "the name of a column is empty; #1 is the first column, whatever its name");
  if (column.front() == '#') {
    if (const auto at = position(std::string_view(column).substr(1))) {
      if (*at >= 1 && *at <= width_) return *at - 1;
      rows_.fail(0, "there is no column " + column + "; there are " + std::to_string(width_));
    }
  }
  const std::optional<std::size_t> at = position(column);
  const bool placed = at && *at >= 1 && *at <= width_;
  // A first row of numbers is data unless told otherwise: then no cell of it is a name.
  const bool row_of_data = !options_.header && std::all_of(first_.begin(), first_.end(), looks_like_value);
  const std::optional<double> number = parse_number(column);
  const bool unlikely = row_of_data && (placed || (number && !numbers_look_like_names(1)));
  std::vector<std::size_t> called;
  if (options_.header.value_or(!unlikely)) called = columns_called(column);
  if (placed && !called.empty() && !options_.header) {
    rows_.fail(called[0], column + " is the position of a column and stands in the first row; say #" +
                              column + " for the position, or " + option("header", "true") +
                              " if the first row names the columns");
  }
  if (called.size() > 1) {
    rows_.fail(called[1], "two columns are called " + quoted(column) + ": #" + std::to_string(called[0] + 1) +
                              " and #" + std::to_string(called[1] + 1) + "; name one by its position");
  }
  if (!called.empty()) {
    named_ = true;
    if (row_of_data && number && !is_year(*number)) named_by_number_ = column;
    return called[0];
  }
  if (placed) return *at - 1;
  if (unlikely && !columns_called(column).empty()) {
    rows_.fail(0, "no column " + quoted(column) +
                      ": the first row is taken as data, and a column goes by its position from 1; say " +
                      option("header", "true") + " if that row names the columns");
  }
  refuse_unknown(column);
}

void CsvTable::refuse_unknown(const std::string& column) const {
  for (std::size_t i = 0; i < width_; ++i) rows_.refuse_other_separator(i, width_ == 1);
  refuse_comment();
  const std::string no = "no column " + quoted(column);
  if (!options_.header.value_or(true)) rows_.fail(0, no + "; without a header a column goes by its position");
  const std::string near = suggest(column, first_);
  rows_.fail(
      0, no + (near.empty() ? "; the first row is " + listed(first_) : " (did you mean \"" + near + "\"?)"));
}

void CsvTable::refuse_comment() const {
  if (!rows_.may_be_comment()) return;
  rows_.fail(0, "this line begins with #; if it is a comment, put a blank after the #; if it is data, put " +
                    quoted(rows_[0]) + " in quotes");
}

void CsvTable::settle_header(const std::vector<std::size_t>& deciding) {
  guessed_ = !options_.header && !named_;
  header_ =
      options_.header.value_or(named_ || std::none_of(deciding.begin(), deciding.end(), [&](std::size_t i) {
                                 return looks_like_value(first_[i]);
                               }));
  if (guessed_ || !*header_) refuse_comment();
  const bool numbers = std::any_of(first_.begin(), first_.end(),
                                   [](const std::string& cell) { return parse_number(cell).has_value(); });
  if (guessed_ && *header_ && numbers) {
    rows_.fail(0, "the first row has names and numbers, " + listed(first_) + "; say " +
                      option("header", "true") + " if it names the columns, " + option("header", "false") +
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
  const bool more = (!started_ && !*header_) || rows_.next();
  started_ = true;
  if (!more) return false;
  rows_.require_size(width_);
  refuse_comment();
  return true;
}

CellKind CsvTable::kind(std::size_t i) const {
  const CellKind kind = rows_.kind(i);
  const bool word = kind == CellKind::missing && !trimmed(rows_[i]).empty();
  return word && !options_.missing_words ? CellKind::other : kind;
}

void CsvTable::refuse_missing(std::size_t i, const std::string& what) const {
  if (trimmed(rows_[i]).empty()) {
    rows_.fail(i, what + " is " + quoted(rows_[i]) + ", an empty field; every observation needs a value");
  }
  rows_.fail(i, what + " is " + quoted(rows_[i]) +
                    ", a word for a missing value; leave such rows out, or say " + option("missing", "none") +
                    " if it is a value like any other");
}

void CsvTable::require_text(std::size_t i, const std::string& what) const {
  if (refuse_text(rows_[i]))
    rows_.fail(i, what + " is " + quoted(rows_[i]) + ", but is not UTF-8; convert the file");
}

std::string CsvTable::option(const std::string& key, const std::string& value) const {
  const bool flag = value == "true" || value == "false";
  if (options_.of_study) return key + " = " + (flag ? value : "\"" + value + "\"");
  if (flag) return "--" + key + (value == "true" ? " yes" : " no");
  return "--" + key + (value.empty() ? "" : " " + value);
}

std::optional<std::string> CsvTable::alike(const std::vector<std::string>& values) const {
  std::map<std::string_view, std::string_view> seen;  // by what they are without blanks
  std::map<double, std::string_view> numbers;
  const auto two_values = [&](std::string_view one, std::string_view other, const std::string& how) {
    return name_ + ": " + quoted(one) + " and " + quoted(other) + " " + how + ", and are two values";
  };
  for (const std::string& value : values) {
    const auto [at, fresh] = seen.emplace(trimmed(value), value);
    if (!fresh && !trimmed(value).empty()) return two_values(at->second, value, "differ only by blanks");
    if (kind_of_cell(value) != CellKind::number || is_rounded_integer(value)) continue;
    const auto [number, first] = numbers.emplace(*parse_number(value), value);
    if (!first) return two_values(number->second, value, "are one number");
  }
  return std::nullopt;
}

std::vector<std::string> CsvTable::notes() const {
  std::vector<std::string> notes;
  if (rows_.comments() > 0)
    notes.push_back(name_ + ": " + times(rows_.comments(), "line") + " with # in front left out as comments");
  if (width_ == 1 && rows_.empty_lines() > 0)
    notes.push_back(name_ + ": " + times(rows_.empty_lines(), "empty line") + " between the rows left out");
  if (odd_first_) {
    notes.push_back(name_ + ": the first row, " + listed(first_) +
                    ", is taken as data; if it names the columns, say " + option("header", "true"));
  }
  if (!named_by_number_.empty()) {
    notes.push_back(name_ + ": the first row, " + listed(first_) + ", is taken as a header, as " +
                    named_by_number_ + " stands in it; if it is data, say " + option("header", "false"));
  }
  return notes;
}

}  // namespace plim
