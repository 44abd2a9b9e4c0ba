#include <algorithm>
#include <cmath>

#include "column_shape.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/data/csv_table.hpp"

// Which fields of a table are missing, and what is said of them.
namespace plim {

CellKind CsvTable::kind(std::size_t i) const {
  const std::string_view field = trimmed((*rows_)[i]);
  if (field.empty()) {
    const bool blanks = rows_->is_quoted(i) && !(*rows_)[i].empty();
    return blanks ? CellKind::other : CellKind::missing;
  }
  if (format_.na) {
    if (is_missing(field)) return CellKind::missing;
  } else {
    if (is_missing_word(field)) return CellKind::missing;
    if (is_missing_mark(field)) return CellKind::mark;
  }
  const std::optional<double> x = parse_number(field, rows_->decimal());
  if (!x || std::isnan(*x)) return CellKind::other;
  return std::isfinite(*x) ? CellKind::number : CellKind::beyond;
}

/// True for the words that were given; one that is a number stands for that number, but not for the name 007.
bool CsvTable::is_missing(std::string_view field) const {
  if (std::find(format_.na->begin(), format_.na->end(), field) != format_.na->end()) return true;
  const bool name = field.size() > 1 && field[0] == '0' && field[1] >= '0' && field[1] <= '9';
  if (missing_numbers_.empty() || name) return false;
  const std::optional<double> x = parse_number(field, rows_->decimal());
  return x && std::find(missing_numbers_.begin(), missing_numbers_.end(), *x) != missing_numbers_.end();
}

void CsvTable::add_to(MissingRows& rows, std::size_t i, const std::string& what) const {
  if (rows.n++ > 0) return;
  rows.word = !trimmed((*rows_)[i]).empty();
  rows.first =
      rows_->place(i) + ": " + what + " is " + (rows.word ? in_quotes((*rows_)[i]) : rows_->nothing_at(i));
}

void CsvTable::take_for_missing(const MissingRows& marks) {
  if (missing_.n == 0) {
    missing_ = marks;
  } else {
    missing_.n += marks.n;
  }
}

void CsvTable::note_marks(const MissingRows& marks) {
  if (marks.n == 0) return;
  notes_.push_back(marks.first + ", counted as a class; " + option("na", "LIST") +
                   " names what stands for a missing value");
}

std::int64_t CsvTable::missing_beside(std::size_t n) const {
  if (missing_.n == 0 || format_.omit_missing) return missing_.n;
  if (n == 0 && !format_.fields.empty())
    throw Error(ExitCode::data, name_ + ": no line has " +
                                    (format_.fields.size() == 1 ? "a value at " : "values at all of ") +
                                    listed(format_.fields));
  const std::size_t all = n + static_cast<std::size_t>(missing_.n);
  const std::string share =
      missing_.n == 1 ? ""
                      : ", one of " + std::to_string(missing_.n) + " missing in " + in_number(all, "row");
  throw Error(ExitCode::data,
              missing_.first + (missing_.word ? ", a word for a missing value" : "") + share + "; " +
                  option("missing", "omit") + " leaves such rows out" +
                  (missing_.word ? ", " + option("na", "none") + " takes the word as a value" : ""));
}

}  // namespace plim
