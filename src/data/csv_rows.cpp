#include "csv_rows.hpp"

#include <algorithm>

#include "plim/data/csv_cells.hpp"

namespace plim {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

CsvRows::CsvRows(ByteStream& bytes, const DataFormat& format, const std::string& name)
    : Rows(name), bytes_(bytes), comment_(format.comment) {
  constexpr std::size_t head = std::size_t{1} << 16;
  line_ = 1;
  hold(head);
  refuse_json(format);
  DataFormat known = format;
  if (!known.separator) known.separator = skip_named_separator();
  const std::string_view seen = std::string_view(window_).substr(at_, head);
  const Dialect dialect = find_dialect(seen, ended_ && at_ + seen.size() == window_.size(), known, name);
  separator_ = dialect.separator;
  decimal_ = dialect.decimal;
  row_names_ = dialect.row_names;
}

/// Passes a first line like sep=; by which Excel is told the separator.
std::optional<char> CsvRows::skip_named_separator() {
  constexpr std::string_view key = "sep=";
  const std::string_view seen = window_;
  const bool named = seen.substr(0, key.size()) == key && seen.size() > key.size() + 1 &&
                     (seen[key.size() + 1] == '\n' || seen[key.size() + 1] == '\r') &&
                     !word_of_separator(seen[key.size()]).empty();
  if (!named) return std::nullopt;
  at_ = key.size() + 1;
  skip_line_end();
  return seen[key.size()];
}

/// Reads on behind what the window holds from the begin of the row.
void CsvRows::refill() {
  constexpr std::size_t piece = std::size_t{1} << 18;
  window_.erase(0, begin_);
  passed_ += begin_;
  at_ -= begin_;
  for (Field& field : fields_) {
    field.at -= begin_;
    field.text -= begin_;
  }
  begin_ = 0;
  const std::size_t held = window_.size(), more = std::max(piece, held);
  window_.resize(held + more);
  const std::size_t n = bytes_.read(window_.data() + held, more);
  window_.resize(held + n);
  ended_ = n < more;
  refuse_nul(held);
}

/// So many bytes stand in the window from where reading goes on, or all that are left.
void CsvRows::hold(std::size_t bytes) {
  while (!ended_ && window_.size() - at_ < bytes) refill();
}

void CsvRows::refuse_nul(std::size_t from) const {
  const std::size_t nul = window_.find('\0', from);
  if (nul != std::string::npos)
    fail_at(nul, "byte 0x00; this is no text in UTF-8 (a binary file, or of encoding utf-16?)");
}

/// No header and no number begins with a brace; a bracket does not stand before a brace, a number or a
/// string.
void CsvRows::refuse_json(const DataFormat& format) const {
  const std::size_t first = std::min(window_.find_first_not_of(" \t\r\n"), window_.size());
  const std::size_t second = std::min(window_.find_first_not_of(" \t\r\n", first + 1), window_.size());
  if (second == window_.size()) return;
  const bool object = window_[first] == '{' && (window_[second] == '"' || window_[second] == '}');
  const bool array = window_[first] == '[' &&
                     std::string_view("{[\"]-0123456789").find(window_[second]) != std::string::npos;
  if (object || array)
    fail_at(first, "begins like JSON, which is no table; of JSON lines, an object on each, " +
                       format_option(format, "field", "a.b") + " says where the value stands");
}

bool CsvRows::next() {
  std::size_t empty = 0;
  while (true) {
    begin_ = at_;
    hold(comment_.size() + 1);
    if (at_ == window_.size()) return false;
    line_ = next_line_;
    if (skip_comment()) continue;
    read_row();
    if (!is_blank_row()) {
      if (started_) {
        empty_lines_ += empty;
      } else if (row_names_) {
        fields_.insert(fields_.begin(), {.at = begin_, .text = begin_});
      }
      started_ = true;
      return true;
    }
    ++empty;
  }
}

bool CsvRows::is_last() {
  const auto rest = [this] { return window_.find_first_not_of(" \t\r\n", at_); };
  while (!ended_ && rest() == std::string::npos) refill();
  return rest() == std::string::npos;
}

bool CsvRows::may_be_comment() const {
  return comment_ == "#" && !fields_[0].quoted && (*this)[0].substr(0, 1) == comment_;
}

double CsvRows::share_read() const {
  const std::uint64_t size = bytes_.size();
  return size == 0 ? 0 : static_cast<double>(passed_ + at_) / static_cast<double>(size);
}

bool CsvRows::is_blank_row() const {
  return fields_.size() == 1 && !fields_[0].quoted && trimmed((*this)[0]).empty();
}

void CsvRows::read_row() {
  while (!try_row()) {
    at_ = begin_;
    next_line_ = line_;
    refill();
  }
}

/// Reads the row that begins here; false if the window ends before it does.
bool CsvRows::try_row() {
  fields_.clear();
  own_.clear();
  while (true) {
    if (separator_ == ' ') {
      while (at_ < window_.size() && is_blank(window_[at_])) ++at_;
      if (at_ == window_.size() && !ended_) return false;
      if (!fields_.empty() && at_line_end()) break;
    }
    if (!read_field(fields_.emplace_back())) return false;
    if (at_line_end()) break;
    ++at_;  // the separator
  }
  return skip_line_end();
}

bool CsvRows::at_line_end() const {
  return at_ == window_.size() || window_[at_] == '\n' || window_[at_] == '\r';
}

/// Reads up to the separator or the line end; false if the window ends before.
bool CsvRows::read_field(Field& field) {
  field.at = field.text = at_;
  if (separator_ != '\0') {
    std::size_t first = at_;
    while (first < window_.size() && is_blank(window_[first]) && window_[first] != separator_) ++first;
    if (first < window_.size() && window_[first] == '"') {
      field.at = at_ = first;
      return read_quoted(field);
    }
  }
  const char* const begin = window_.data();
  const std::size_t size = window_.size();
  const bool tabs_too = separator_ == ' ';
  for (; at_ < size; ++at_) {
    const char c = begin[at_];
    if (c == '\n' || c == '\r' || c == separator_ || (tabs_too && c == '\t')) break;
  }
  field.size = at_ - field.at;
  return at_ < size || ended_;
}

bool CsvRows::read_quoted(Field& field) {
  field.quoted = true;
  field.text = ++at_;
  std::string doubled;  // what stands before the last doubled quote
  while (true) {
    const std::size_t begin = at_;
    at_ = window_.find('"', at_);
    if (at_ == std::string::npos) {
      if (!ended_) return false;
      at_ = window_.size();
      fail_at(field.at, "a quote is not closed");
    }
    next_line_ += line_ends(std::string_view(window_).substr(begin, at_ - begin));
    doubled.append(window_, begin, at_ - begin);
    ++at_;
    if (at_ == window_.size() || window_[at_] != '"') break;
    doubled += window_[at_++];
  }
  field.size = at_ - 1 - field.text;
  if (doubled.size() != field.size) {
    field.own = static_cast<std::ptrdiff_t>(own_.size());
    own_.push_back(std::move(doubled));
  }
  while (at_ < window_.size() && is_blank(window_[at_]) && window_[at_] != separator_) ++at_;
  if (at_ == window_.size() && !ended_) return false;
  if (at_line_end() || window_[at_] == separator_ || (separator_ == ' ' && is_blank(window_[at_ - 1])))
    return true;
  fail_at(at_,
          "a quoted field goes on after its quote; write \"\" for a quote inside one, and separator none "
          "if quotes mean nothing and a line is a value");
}

bool CsvRows::skip_comment() {
  if (!is_comment(std::string_view(window_).substr(at_, comment_.size() + 1), comment_)) return false;
  while (!ended_ && window_.find_first_of("\r\n", at_) == std::string::npos) {
    begin_ = at_ = window_.size();
    refill();
  }
  at_ = std::min(window_.find_first_of("\r\n", at_), window_.size());
  begin_ = at_;
  fields_.clear();
  hold(2);
  skip_line_end();
  ++comments_;
  return true;
}

/// Passes a line end of any kind; false if the window ends within it.
bool CsvRows::skip_line_end() {
  if (at_ < window_.size() && window_[at_] == '\r') {
    if (at_ + 1 == window_.size() && !ended_) return false;
    if (at_ + 1 < window_.size() && window_[at_ + 1] == '\n') ++at_;
  }
  ++next_line_;
  at_ = std::min(at_ + 1, window_.size());
  return true;
}

}  // namespace plim
