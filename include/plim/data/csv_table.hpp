#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/csv_rows.hpp"

namespace plim {

/// How the rows of a csv are to be taken.
struct CsvOptions {
  std::optional<bool> header = std::nullopt;  // whether the first row names the columns; absent: found out
  bool missing_words = true;  // words for a missing value are refused, else values like any other
  bool of_study = false;      // messages name the keys of a study, else options
  bool may_be_empty =
      false;  // no row under the header is a sample of none, of which a prior has something to say
};

/// A csv whose columns are asked for by name or position, and then its rows one by one. A name wins, else a
/// number is a position from 1; #2 is always a position. Whether the first row is a header: as the options
/// say; else it is one if a column is asked for by a name in it; else if its cells that matter look like no
/// values. What two readings differ on is refused. O(length).
class CsvTable {
 public:
  /// Stands on the first row. Error(data) if there is none, or another separator than the comma is used.
  CsvTable(std::string_view bytes, const std::string& name, const CsvOptions& options,
           CsvRows::Separator separator = CsvRows::Separator::comma);

  const CsvRows& row() const noexcept { return rows_; }
  std::size_t width() const noexcept { return width_; }

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
  /// What a field is.
  CellKind kind(std::size_t i) const;
  [[noreturn]] void refuse_missing(std::size_t i, const std::string& what) const;
  /// Error(data) if a field that is taken as a name is not UTF-8.
  void require_text(std::size_t i, const std::string& what) const;
  /// An option as messages write it: --key value, or key = "value" of a study.
  std::string option(const std::string& key, const std::string& value = "") const;
  /// What to note if two of the values differ only by blanks around them, or in how a number is written.
  std::optional<std::string> alike(const std::vector<std::string>& values) const;
  /// Has the notes say that the first row, which was taken as data, may be a header.
  void note_first_row() { odd_first_ = true; }
  /// What was left out, and the first row if it looks like what it was not taken for.
  std::vector<std::string> notes() const;

 private:
  [[noreturn]] void refuse_unknown(const std::string& column) const;
  void refuse_comment() const;
  bool numbers_look_like_names(std::size_t least) const;

  CsvRows rows_;
  std::string name_;
  CsvOptions options_;
  std::size_t width_ = 0;
  std::vector<std::string> first_;  // the first row
  std::optional<bool> header_;
  std::string named_by_number_;  // what was asked for and makes a first row of numbers a header
  bool named_ = false, guessed_ = false, started_ = false, odd_first_ = false;
};

/// A year as headers have them.
bool is_year(double x);

}  // namespace plim
