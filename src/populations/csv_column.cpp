#include "plim/populations/csv_column.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "plim/core/error.hpp"
#include "plim/core/suggest.hpp"

namespace plim {
namespace {

constexpr std::int64_t largest_total = std::int64_t{1} << 53;

/// The rows of a csv, one at a time.
class Rows {
 public:
  Rows(std::string_view text, const std::string& name) : text_(text), name_(name) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
  }

  /// The fields of the next row that is not empty; nothing at the end.
  std::optional<std::vector<std::string>> next() {
    while (at_ < text_.size()) {
      line_ = next_line_;
      std::vector<std::string> row = read_row();
      if (row.size() > 1 || !row[0].empty()) return row;
    }
    return std::nullopt;
  }

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ExitCode::data, name_ + ":" + std::to_string(line_) + ": " + message);
  }

 private:
  std::vector<std::string> read_row() {
    std::vector<std::string> row(1);
    bool quoted = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++next_line_;
      if (quoted) {
        if (c != '"') {
          row.back() += c;
        } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          row.back() += text_[at_++];
        } else {
          quoted = false;
        }
      } else if (c == '"' && row.back().empty()) {
        quoted = true;
      } else if (c == ',') {
        row.emplace_back();
      } else if (c == '\n') {
        ++at_;
        break;
      } else if (c != '\r') {
        row.back() += c;
      }
    }
    if (quoted) fail("a quote is not closed");
    return row;
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0;
  std::size_t line_ = 1, next_line_ = 1;
};

std::size_t find_column(const std::vector<std::string>& header, const std::string& column, const Rows& rows) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == column) return i;
  }
  const std::string near = suggest(column, header);
  rows.fail("no column \"" + column + "\"" + (near.empty() ? "" : " (did you mean \"" + near + "\"?)"));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

double read_number(std::string_view field, const std::string& column, const Rows& rows) {
  const std::string_view text = trimmed(field);
  double x = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(x)) {
    rows.fail(column + " is \"" + std::string(field) + "\", but must be a finite number");
  }
  return x == 0 ? 0.0 : x;
}

std::int64_t read_count(std::string_view field, const std::string& column, const Rows& rows) {
  const double x = read_number(field, column, rows);
  if (!(x >= 0) || x != std::floor(x) || x > static_cast<double>(largest_total)) {
    rows.fail(column + " is " + std::string(field) + ", but a count must be an integer from 0 to 2^53");
  }
  return static_cast<std::int64_t>(x);
}

}  // namespace

ValueTable read_csv_column(std::string_view text, const std::string& column, const std::string& count,
                           const std::string& name) {
  Rows rows(text, name);
  const std::optional<std::vector<std::string>> header = rows.next();
  if (!header) throw Error(ExitCode::data, name + ": is empty");
  const std::size_t value_at = find_column(*header, column, rows);
  const std::size_t count_at = count.empty() ? header->size() : find_column(*header, count, rows);
  std::map<double, std::int64_t> tally;
  std::int64_t total = 0;
  while (const std::optional<std::vector<std::string>> row = rows.next()) {
    if (row->size() != header->size()) {
      rows.fail("has " + std::to_string(row->size()) + " fields; the header has " +
                std::to_string(header->size()));
    }
    const std::int64_t times = count.empty() ? 1 : read_count((*row)[count_at], count, rows);
    total += times;
    if (total > largest_total) rows.fail("the total of " + count + " passes 2^53");
    if (times > 0) tally[read_number((*row)[value_at], column, rows)] += times;
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
