#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/csv_table.hpp"
#include "plim/data/text_table.hpp"
#include "plim/views/factors.hpp"

namespace plim {

/// The lines on which rows stand; rows on consecutive lines cost nothing.
class LineNumbers {
 public:
  void add(std::size_t line);
  std::size_t size() const noexcept { return n_; }
  /// The line of a row that was added.
  std::size_t operator[](std::size_t row) const;

 private:
  struct Start {
    std::size_t row, line;
  };
  std::vector<Start> starts_;
  std::size_t n_ = 0;
};

/// A sample of the user's own, as its file gives it: observations, or how often each class occurs.
struct UserData {
  std::int64_t n = 0;
  bool numbers = false;  // the observations, or the classes, are numbers
  std::vector<double>
      reals;            // observations in the order of the file: [n], if they are listed and are numbers
  CountsTable classes;  // else the classes, named or not, and their counts (0 among them): [K]
  std::vector<std::uint32_t> order;  // observations as indices of classes, in the order of the file: [n], if
                                     // they are listed and are no numbers
  std::vector<double> values;        // the numbers that the classes stand for: [K], if all are numbers
  std::vector<double> points;        // observations that are points: [n][coordinates]
  std::vector<std::string> coordinates;  // the names of their coordinates, or empty
  std::vector<Factor> factors;     // whose combinations of levels the classes are, if it is a joint sample
  LineNumbers lines;               // of the rows of a csv: observations, or classes with counts
  std::string not_numbers;         // why the observations are no numbers, with its place; "" if they are
  std::vector<std::string> notes;  // what a reader of the data must know
};

/// Which columns of a csv, or of a plain list of numbers, are read; columns as CsvTable finds them.
struct ColumnOptions {
  bool counts = false;  // a row is a class with its count, else an observation
  std::string column;   // of the observations, or of the classes' names; "": the only one, of two the one
                        // without the counts, else the classes have no names
  std::string count;    // of the counts; "": the only one, or the second of two
  CsvOptions csv = {};
};

/// Reads a column of numbers or symbols, or counts of classes; a list may also stand on one line, separated
/// by commas or spaces. A column is one of numbers if all its values are, else one of symbols. Rows of one
/// class in a table of counts are added up. Throws Error(data) with name:line:column where the file is empty,
/// ragged, not separated by commas, a value is missing or not finite, a count is not an integer from 0 or
/// passes 2^53 in all, or nothing was observed. O(length).
UserData read_columns(std::string_view bytes, const ColumnOptions& options, const std::string& name);

/// Counts the symbols of a text.
UserData read_text(std::string_view bytes, const TextOptions& options, const std::string& name);

/// Counts the distinct values of listed numbers, ascending, into `classes` and `values`. O(n log n).
void count_values(UserData& data);

/// Gives two samples the same classes: those of the first, then what only the second has; classes without
/// names go by their place and must be as many. Throws Error(data) with the second's name if they do not
/// match.
void align_classes(UserData& first, UserData& second, const std::string& name);

}  // namespace plim
