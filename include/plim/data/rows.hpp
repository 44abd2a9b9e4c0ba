#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/byte_stream.hpp"
#include "plim/data/data_format.hpp"

namespace plim {

/// The rows of a file of data, one at a time, whose fields stand in a window on its bytes. Every failure is
/// an Error(data) that begins with name:line:column.
class Rows {
 public:
  explicit Rows(std::string name) : name_(std::move(name)) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  virtual ~Rows() = default;

  /// Moves to the next row that is not empty; false at the end.
  virtual bool next() = 0;
  /// True if only empty lines follow. The row in hand stays.
  virtual bool is_last() = 0;
  /// True if the row begins with the mark of comments, and may be one or a field; in quotes it is a field.
  virtual bool may_be_comment() const { return false; }

  /// How much of the stream was read, from 0 to 1; 0 where its size is not known.
  virtual double share_read() const { return 0; }

  /// The line of the row, from 1, and how many comments, and empty lines between rows, were skipped so far.
  std::size_t line() const noexcept { return line_; }
  std::size_t comments() const noexcept { return comments_; }
  std::size_t empty_lines() const noexcept { return empty_lines_; }
  std::size_t size() const noexcept { return fields_.size(); }
  /// What stands between fields, '\0' for nothing, and the mark of fractions.
  char separator() const noexcept { return separator_; }
  char decimal() const noexcept { return decimal_; }

  /// A field of the row, valid until `next`.
  std::string_view operator[](std::size_t i) const {
    const Field& f = fields_[i];
    if (f.is_unwritten) write_number(i);
    return f.own < 0 ? std::string_view(window_.data() + f.text, f.size)
                     : own_[static_cast<std::size_t>(f.own)];
  }
  bool is_quoted(std::size_t i) const { return fields_[i].quoted; }

  /// The number that a field is, if it is finite; -0 as 0.
  std::optional<double> number(std::size_t i) const;
  /// The field as a count, an integer from 0 to 2^53. `what` names it in messages.
  std::int64_t count(std::size_t i, const std::string& what) const;

  /// A field in quotes, and how it writes a number if it is none by itself.
  std::string shown(std::size_t i) const;
  /// What stands in a field without a value, as messages say it.
  virtual std::string nothing_at(std::size_t) const { return "\"\", an empty field"; }
  /// name:line:column of a field of this row.
  std::string place(std::size_t i) const { return place_of(fields_[i].at); }
  /// Ends with name:line:column of a field of this row and the message.
  [[noreturn]] void fail(std::size_t i, const std::string& message) const { fail_at(fields_[i].at, message); }
  /// Refuses a field that must be a finite number.
  [[noreturn]] void refuse_number(std::size_t i, const std::string& what) const;

 protected:
  struct Field {
    std::size_t at = 0, text = 0, size = 0;  // in the window: the field, and its text, without quotes
    std::ptrdiff_t own = -1;                 // in `own_` if the window does not hold the text as it is
    bool quoted = false;
    std::optional<double> number = std::nullopt;  // where it is known without its text,
    mutable bool is_unwritten = false;            // which is then not in `own_` before it is asked for
  };

  /// Puts the text of a number into `own_`.
  virtual std::string text_of_number(double) const { return ""; }

  std::string place_of(std::size_t offset) const;
  [[noreturn]] void fail_at(std::size_t offset, const std::string& message) const;

  std::string name_, window_;
  char separator_ = ',', decimal_ = '.';
  std::size_t begin_ = 0;  // of the row, in the window
  std::size_t line_ = 0, comments_ = 0, empty_lines_ = 0;
  std::vector<Field> fields_;
  mutable std::vector<std::string> own_;  // of this row

 private:
  void write_number(std::size_t i) const;
};

/// The rows of a stream by its format: csv (RFC 4180; every separator, quotes, every line end; comments and
/// empty lines are skipped), or JSON lines of some fields, under a first row with their paths. Throws
/// Error(data) where the stream is JSON of another kind.
std::unique_ptr<Rows> open_rows(ByteStream& bytes, const DataFormat& format, const std::string& name);

/// How many lines a text ends.
std::size_t line_ends(std::string_view text);

}  // namespace plim
