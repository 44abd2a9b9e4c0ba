#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/csv_cells.hpp"
#include "plim/data/rows.hpp"

namespace plim {

/// What a field is. `beyond`: a number that is infinite or that no double holds; `missing`: a word for a
/// missing value, or nothing; `mark`: one that says so among numbers alone.
enum class CellKind { number, beyond, missing, mark, other };

/// Rows in which a value is missing.
struct MissingRows {
  std::int64_t n = 0;
  std::string first;  // the first of them and what stands there, as messages begin
  bool word = false;  // something stands there
};

/// A csv whose columns are asked for by name or position, and then its rows one by one. A name wins, else a
/// number is a position from 1; #2 is always a position. Whether the first row is a header: as the options
/// say; else it is one if a column is asked for by a name in it; else if its cells that matter look like no
/// values. What two readings differ on is refused. O(length).
class CsvTable {
 public:
  /// Stands on the first row. Error(data) if there is none. `bytes` must outlive the table.
  CsvTable(ByteStream& bytes, const std::string& name, const DataFormat& format);

  const Rows& row() const noexcept { return *rows_; }
  /// True if the row in hand is the only one that holds something.
  bool is_only_row() const { return rows_->is_last(); }
  std::size_t width() const noexcept { return width_; }

  /// True if there is such a column, or several.
  bool has(const std::string& column) const;
  /// The place of a column. Error(data) if there is none, or several.
  std::size_t find(const std::string& column);
  /// Decides whether the first row is a header; `deciding`: the columns whose cells matter.
  void settle_header(const std::vector<std::size_t>& deciding);
  /// Takes the first row as data without asking.
  void take_first_row() { header_ = false; }
  bool has_header() const noexcept { return *header_; }
  /// True if nobody said that the first row is a header, or is none.
  bool guessed() const noexcept { return guessed_; }
  /// What a column is called: by the header if it has a name there, else `otherwise`.
  std::string name_of(std::size_t column, const std::string& otherwise) const;

  /// The columns of that name in the first row; if none, those that differ from it only by blanks around.
  std::vector<std::size_t> columns_called(std::string_view name) const;

  /// Moves to the next row of data, at first to the first; Error(data) if it is ragged, or may be a comment.
  bool next();
  /// What a field is, by the words for missing values.
  CellKind kind(std::size_t i) const;
  /// The number that a field is, if it is finite and not missing.
  std::optional<double> number(std::size_t i) const;
  /// Counts a row, or a value of a list, in which field `i` is missing; or adds it to others.
  void add_missing(std::size_t i, const std::string& what) { add_to(missing_, i, what); }
  void add_to(MissingRows& rows, std::size_t i, const std::string& what) const;
  /// Rows with marks miss a value, or do not, which is noted.
  void take_for_missing(const MissingRows& marks);
  void note_marks(const MissingRows& marks);
  /// How many there were; Error(data) if there were some and they are not left out. `n`: rows without.
  std::int64_t missing_beside(std::size_t n) const;
  /// Error(data) if a field that is taken as a name is not UTF-8.
  void require_text(std::size_t i, const std::string& what) const;
  /// Error(data) if a value of the only column looks cut by another separator than the table's.
  void refuse_other_separator(std::size_t i) const;
  /// An option as messages write it.
  std::string option(const std::string& key, const std::string& value) const {
    return format_option(format_, key, value);
  }
  /// What to note if two of the values differ only by blanks around them, or in how a number is written.
  std::optional<std::string> alike(const std::vector<std::string>& values) const;
  /// Has the notes say that the first row, which was taken as data, may be a header.
  void note_first_row() { odd_first_ = true; }
  /// What was left out, and the first row if it looks like what it was not taken for.
  std::vector<std::string> notes() const;
  /// What was found out of the format: header, separator and decimal, as options; "" if all was said.
  std::string found() const;

 private:
  [[noreturn]] void refuse_unknown(const std::string& column) const;
  std::string left_out() const;
  bool is_missing(std::string_view field) const;
  std::string separated() const;
  void refuse_comment() const;
  bool numbers_look_like_names(std::size_t least) const;
  void require_size() const;

  std::unique_ptr<Rows> rows_;
  std::string name_;
  DataFormat format_;
  std::size_t width_ = 0;
  std::vector<std::string> first_;  // the first row
  std::optional<bool> header_;
  std::string named_by_number_;          // what was asked for and makes a first row of numbers a header
  std::vector<double> missing_numbers_;  // of the words for a missing value
  MissingRows missing_;
  std::vector<std::string> notes_;  // of marks
  bool named_ = false, guessed_ = false, started_ = false, odd_first_ = false;
};

/// A year as headers have them.
bool is_year(double x);

}  // namespace plim
