#include "plim/populations/csv_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "plim/core/error.hpp"

namespace plim {
namespace {

constexpr double largest_count = 9007199254740992.0;  // 2^53

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<double> parse_number(std::string_view field) {
  std::string_view text = trimmed(field);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double x = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return x;
}

std::string quoted(std::string_view field) {
  std::string text = "\"";
  for (const char c : field.substr(0, 40)) text += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  return text + (field.size() > 40 ? "...\"" : "\"");
}

CsvRows::CsvRows(std::string_view text, std::string name, Separator separator)
    : text_(text), name_(std::move(name)), separator_(separator) {
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  const std::size_t nul = text_.find('\0');
  if (nul != std::string_view::npos)
    fail_at(nul, "byte 0x00; this is not a text in UTF-8 (UTF-16, or a binary file?)");
}

bool CsvRows::next() {
  const bool spaces = separator_ == Separator::space;
  while (at_ < text_.size()) {
    fields_.clear();
    unquoted_.clear();
    while (true) {
      if (spaces) at_ = std::min(text_.find_first_not_of(' ', at_), text_.size());
      if (spaces && !fields_.empty() && at_line_end()) break;
      const std::size_t begin = at_;
      const bool quote = !spaces && at_ < text_.size() && text_[at_] == '"';
      fields_.push_back({quote ? read_quoted() : read_plain(), begin});
      if (at_line_end()) break;
      ++at_;  // the separator
    }
    skip_line_end();
    if (fields_.size() > 1 || !trimmed(fields_[0].text).empty()) return true;
  }
  return false;
}

std::string_view CsvRows::read_plain() {
  const std::size_t begin = at_;
  const char separator = separator_ == Separator::space ? ' ' : ',';
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\n' || c == '\r' || c == separator) break;
  }
  return text_.substr(begin, at_ - begin);
}

std::string_view CsvRows::read_quoted() {
  const std::size_t begin = at_++;
  std::string& field = unquoted_.emplace_back();
  while (true) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) fail_at(begin, "a quote is not closed");
    field += text_.substr(at_, quote - at_);
    at_ = quote + 1;
    if (at_ == text_.size() || text_[at_] != '"') break;
    field += text_[at_++];
  }
  if (!at_line_end() && text_[at_] != ',')
    fail_at(at_, "a quoted field goes on after its quote; write \"\" for a quote inside one");
  return field;
}

bool CsvRows::at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

void CsvRows::skip_line_end() {
  const bool pair = at_ + 1 < text_.size() && text_[at_] == '\r' && text_[at_ + 1] == '\n';
  at_ = std::min(at_ + (pair ? 2 : 1), text_.size());
}

bool CsvRows::is_numeric() const {
  return std::all_of(fields_.begin(), fields_.end(),
                     [](const Field& f) { return parse_number(f.text).has_value(); });
}

bool CsvRows::is_number(std::size_t i) const { return parse_number(fields_[i].text).has_value(); }

double CsvRows::number(std::size_t i, const std::string& what) const {
  const std::optional<double> x = parse_number(fields_[i].text);
  if (!x || !std::isfinite(*x)) {
    refuse_other_separator(i);
    fail(i, what + " is " + quoted(fields_[i].text) + ", but must be a finite number");
  }
  return *x == 0 ? 0.0 : *x;
}

std::int64_t CsvRows::count(std::size_t i, const std::string& what) const {
  const std::optional<double> x = parse_number(fields_[i].text);
  if (!x || !(*x >= 0) || *x != std::floor(*x) || *x > largest_count) {
    const std::string shown = x ? std::string(trimmed(fields_[i].text)) : quoted(fields_[i].text);
    refuse_other_separator(i);
    fail(i, what + " is " + shown + ", but a count must be an integer from 0 to 2^53");
  }
  return static_cast<std::int64_t>(*x);
}

void CsvRows::require_size(std::size_t size) const {
  if (fields_.size() == size) return;
  const std::size_t place = std::min(size, fields_.size() - 1);
  refuse_other_separator(place);
  fail(place, "this row has " + std::to_string(fields_.size()) + " field" + (fields_.size() == 1 ? "" : "s") +
                  "; the first has " + std::to_string(size));
}

void CsvRows::fail(std::size_t i, const std::string& message) const { fail_at(fields_[i].at, message); }

void CsvRows::refuse_other_separator(std::size_t i) const {
  const std::string_view text = fields_[i].text;
  std::size_t at = text.find_first_of(";\t");
  const char* used = at == std::string_view::npos ? "spaces" : text[at] == ';' ? "semicolons" : "tabs";
  if (at == std::string_view::npos) {
    const std::string_view first = trimmed(text);
    const std::size_t space = first.find(' ');
    if (space == std::string_view::npos || !parse_number(first.substr(0, space))) return;
    at = static_cast<std::size_t>(first.data() - text.data()) + space;
  }
  fail_at(fields_[i].at + at,
          std::string("fields are separated by ") + used + ", but must be separated by commas");
}

void CsvRows::fail_at(std::size_t offset, const std::string& message) const {
  std::size_t line = 1, begin = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    const bool pair = text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n';
    if (pair || (text_[i] != '\n' && text_[i] != '\r')) continue;
    ++line;
    begin = i + 1;
  }
  throw Error(ExitCode::data,
              name_ + ":" + std::to_string(line) + ":" + std::to_string(offset - begin + 1) + ": " + message);
}

}  // namespace plim
