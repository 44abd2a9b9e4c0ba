#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

/// The rows of a csv text, one at a time (RFC 4180: quotes; every usual line end; a byte order mark and empty
/// lines are skipped). Every failure is an Error(data) that begins with name:line:column. O(length).
class CsvRows {
 public:
  /// What stands between fields: a comma, or a run of spaces (lists of numbers).
  enum class Separator { comma, space };
  /// `text` must outlive the rows; `name` is the file's in messages.
  CsvRows(std::string_view text, std::string name, Separator separator = Separator::comma);

  /// Moves to the next row that is not empty; false at the end.
  bool next();
  /// True if only empty lines follow.
  bool is_last() const { return text_.find_first_not_of(" \t\r\n", at_) == std::string_view::npos; }
  std::size_t size() const noexcept { return fields_.size(); }
  /// A field of the row, valid until `next`.
  std::string_view operator[](std::size_t i) const { return fields_[i].text; }

  /// The field as a finite number (-0 as 0), or as a count, an integer from 0 to 2^53. `what` names it in
  /// messages.
  double number(std::size_t i, const std::string& what) const;
  std::int64_t count(std::size_t i, const std::string& what) const;
  bool is_number(std::size_t i) const;
  /// True if every field of the row is a number.
  bool is_numeric() const;

  /// Ends with name:line:column of a field of this row and the message.
  [[noreturn]] void fail(std::size_t i, const std::string& message) const;
  /// Says so if a field shows that another separator than the comma is used.
  void refuse_other_separator(std::size_t i) const;
  /// Refuses a row whose number of fields is not the first's.
  void require_size(std::size_t size) const;

 private:
  struct Field {
    std::string_view text;
    std::size_t at;  // offset in the text
  };
  std::string_view read_quoted();
  std::string_view read_plain();
  bool at_line_end() const;
  void skip_line_end();
  [[noreturn]] void fail_at(std::size_t offset, const std::string& message) const;

  std::string_view text_;
  std::string name_;
  Separator separator_;
  std::size_t at_ = 0;
  std::vector<Field> fields_;
  std::deque<std::string> unquoted_;  // of this row: fields that the text does not hold as they are
};

/// The number that a whole field is (blanks around it are skipped), infinities and NaN among them.
std::optional<double> parse_number(std::string_view field);

/// A field as messages show it: in quotes, cut at 40 bytes, control characters as "?".
std::string quoted(std::string_view field);

}  // namespace plim
