#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/csv_cells.hpp"

namespace plim {

/// The rows of a csv text, one at a time (RFC 4180: quotes; every usual line end; a byte order mark, empty
/// lines and comments are skipped). A comment is a line that begins with # and a blank, with ##, or holds
/// nothing but #. Every failure is an Error(data) that begins with name:line:column. O(length).
class CsvRows {
 public:
  /// What stands between fields: a comma, or a run of spaces (lists of numbers).
  enum class Separator { comma, space };
  /// `text` must outlive the rows; `name` is the file's in messages.
  CsvRows(std::string_view text, std::string name, Separator separator = Separator::comma);

  /// Moves to the next row that is not empty; false at the end.
  bool next();
  /// True if the row begins with # and may be a comment or a field; in quotes it is a field.
  bool may_be_comment() const;
  /// The line of the row, from 1, and how many comments, and empty lines between rows, were skipped so far.
  std::size_t line() const noexcept { return line_; }
  std::size_t comments() const noexcept { return comments_; }
  std::size_t empty_lines() const noexcept { return empty_lines_; }
  /// True if only empty lines follow.
  bool is_last() const { return text_.find_first_not_of(" \t\r\n", at_) == std::string_view::npos; }
  std::size_t size() const noexcept { return fields_.size(); }
  /// A field of the row, valid until `next`.
  std::string_view operator[](std::size_t i) const { return fields_[i].text; }
  bool is_quoted(std::size_t i) const { return fields_[i].quoted; }
  /// What a field is; one in quotes that holds something is not missing.
  CellKind kind(std::size_t i) const;

  /// The field as a finite number (-0 as 0), or as a count, an integer from 0 to 2^53. `what` names it in
  /// messages.
  double number(std::size_t i, const std::string& what) const;
  std::int64_t count(std::size_t i, const std::string& what) const;

  /// name:line:column of a field of this row.
  std::string place(std::size_t i) const { return place_of(fields_[i].at); }
  /// Ends with name:line:column of a field of this row and the message.
  [[noreturn]] void fail(std::size_t i, const std::string& message) const;
  /// Says so if a field shows that another separator than the comma is used. `alone`: it is all of the line.
  void refuse_other_separator(std::size_t i, bool alone) const;
  /// The same for the first lines of the whole text, where one separator cuts them all.
  void refuse_other_separator() const;
  /// Refuses a row whose number of fields is not the first's.
  void require_size(std::size_t size) const;

 private:
  struct Field {
    std::string_view text;
    std::size_t at;  // offset in the text
    bool quoted;
  };
  std::string_view read_quoted();
  std::string_view read_plain();
  void read_fields();
  bool at_line_end() const;
  void skip_line_end();
  bool skip_comment();
  [[noreturn]] void refuse_separator(std::size_t offset, std::string_view used) const;
  std::string place_of(std::size_t offset) const;
  [[noreturn]] void fail_at(std::size_t offset, const std::string& message) const;

  std::string_view text_;
  std::string name_;
  Separator separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 0, next_line_ = 1, comments_ = 0, empty_lines_ = 0;
  std::vector<Field> fields_;
  std::deque<std::string> unquoted_;  // of this row: fields that the text does not hold as they are
};

}  // namespace plim
