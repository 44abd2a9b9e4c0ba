#include "plim/data/csv_rows.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/error.hpp"

namespace plim {
namespace {

constexpr double largest_count = 9007199254740992.0;  // 2^53

/// How many lines a text ends.
std::size_t line_ends(std::string_view text) {
  std::size_t ends = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    ends += !pair && (text[i] == '\n' || text[i] == '\r') ? 1 : 0;
  }
  return ends;
}

}  // namespace

CsvRows::CsvRows(std::string_view text, std::string name, Separator separator)
    : text_(text), name_(std::move(name)), separator_(separator) {
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  const std::size_t nul = text_.find('\0');
  if (nul != std::string_view::npos)
    fail_at(nul, "byte 0x00; this is not a text in UTF-8 (UTF-16, or a binary file?)");
}

bool CsvRows::next() {
  std::size_t empty = 0;
  while (at_ < text_.size()) {
    if (skip_comment()) continue;
    const std::size_t line = next_line_;
    read_fields();
    skip_line_end();
    if (fields_.size() > 1 || fields_[0].quoted || !trimmed(fields_[0].text).empty()) {
      if (line_ > 0) empty_lines_ += empty;
      line_ = line;
      return true;
    }
    ++empty;
  }
  return false;
}

void CsvRows::read_fields() {
  const bool spaces = separator_ == Separator::space;
  fields_.clear();
  unquoted_.clear();
  while (true) {
    if (spaces) at_ = std::min(text_.find_first_not_of(' ', at_), text_.size());
    if (spaces && !fields_.empty() && at_line_end()) break;
    const std::size_t begin = at_;
    const bool quote = !spaces && at_ < text_.size() && text_[at_] == '"';
    fields_.push_back({quote ? read_quoted() : read_plain(), begin, quote});
    if (at_line_end()) break;
    ++at_;  // the separator
  }
}

bool CsvRows::may_be_comment() const { return !fields_[0].quoted && fields_[0].text.substr(0, 1) == "#"; }

bool CsvRows::skip_comment() {
  if (text_[at_] != '#') return false;
  const char second = at_ + 1 < text_.size() ? text_[at_ + 1] : '\n';
  if (std::string_view(" \t#\r\n").find(second) == std::string_view::npos) return false;
  at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
  skip_line_end();
  ++comments_;
  return true;
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
    next_line_ += line_ends(text_.substr(at_, quote - at_));
    at_ = quote + 1;
    if (at_ == text_.size() || text_[at_] != '"') break;
    field += text_[at_++];
  }
  if (at_line_end() || text_[at_] == ',') return field;
  const auto other = other_separator_of(text_.substr(begin, text_.find_first_of("\r\n", at_) - begin));
  if (other && begin + other->at == at_) refuse_separator(at_, other->plural);
  if (std::string_view(";\t|:").find(text_[at_]) != std::string_view::npos)
    refuse_separator(at_, other_separator_in(std::string("a") + text_[at_] + "1", true)->plural);
  fail_at(at_, "a quoted field goes on after its quote; write \"\" for a quote inside one");
}

bool CsvRows::at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

void CsvRows::skip_line_end() {
  const bool pair = at_ + 1 < text_.size() && text_[at_] == '\r' && text_[at_ + 1] == '\n';
  ++next_line_;
  at_ = std::min(at_ + (pair ? 2 : 1), text_.size());
}

CellKind CsvRows::kind(std::size_t i) const {
  const CellKind kind = kind_of_cell(fields_[i].text);
  const bool blanks = kind == CellKind::missing && fields_[i].quoted && !fields_[i].text.empty() &&
                      trimmed(fields_[i].text).empty();
  return blanks ? CellKind::other : kind;
}

double CsvRows::number(std::size_t i, const std::string& what) const {
  const std::optional<double> x = parse_number(fields_[i].text);
  if (!x || !std::isfinite(*x)) {
    refuse_other_separator(i, fields_.size() == 1);
    fail(i, what + " is " + quoted(fields_[i].text) + ", but must be a finite number");
  }
  return *x == 0 ? 0.0 : *x;
}

std::int64_t CsvRows::count(std::size_t i, const std::string& what) const {
  const std::optional<double> x = parse_number(fields_[i].text);
  if (!x || !(*x >= 0) || *x != std::floor(*x) || *x > largest_count) {
    const std::string shown = x ? std::string(trimmed(fields_[i].text)) : quoted(fields_[i].text);
    refuse_other_separator(i, fields_.size() == 1);
    fail(i, what + " is " + shown + ", but a count must be an integer from 0 to 2^53");
  }
  return static_cast<std::int64_t>(*x);
}

void CsvRows::require_size(std::size_t size) const {
  if (fields_.size() == size) return;
  const std::size_t place = std::min(size, fields_.size() - 1);
  refuse_other_separator(place, fields_.size() == 1);
  fail(place, "this row has " + std::to_string(fields_.size()) + " field" + (fields_.size() == 1 ? "" : "s") +
                  "; the first has " + std::to_string(size));
}

void CsvRows::fail(std::size_t i, const std::string& message) const { fail_at(fields_[i].at, message); }

void CsvRows::refuse_other_separator(std::size_t i, bool alone) const {
  if (fields_[i].quoted) return;
  if (const auto other = other_separator_in(fields_[i].text, alone))
    refuse_separator(fields_[i].at + other->at, other->plural);
}

void CsvRows::refuse_other_separator() const {
  if (const auto other = other_separator_of(text_)) refuse_separator(other->at, other->plural);
}

void CsvRows::refuse_separator(std::size_t offset, std::string_view used) const {
  fail_at(offset, "fields are separated by " + std::string(used) + ", but must be separated by commas");
}

std::string CsvRows::place_of(std::size_t offset) const {
  const std::string_view before = text_.substr(0, offset);
  const std::size_t end = before.find_last_of("\r\n");
  const std::size_t begin = end == std::string_view::npos ? 0 : end + 1;
  return name_ + ":" + std::to_string(line_ends(before) + 1) + ":" + std::to_string(offset - begin + 1);
}

void CsvRows::fail_at(std::size_t offset, const std::string& message) const {
  throw Error(ExitCode::data, place_of(offset) + ": " + message);
}

}  // namespace plim
