#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/byte_stream.hpp"
#include "plim/data/data_format.hpp"
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

/// How outputs say that rows were left out, behind their number.
inline constexpr const char* left_out_as_missing = "left out with a missing value";

/// A sample of the user's own, as its file gives it: observations, or how often each class occurs.
struct UserData {
  std::int64_t n = 0;
  std::int64_t missing = 0;  // rows, or values of a list, that were left out for a missing value
  bool numbers = false;      // the observations, or the classes, are numbers
  std::vector<double>
      reals;            // observations in the order of the file: [n], if they are listed and are numbers
  CountsTable classes;  // else the classes, named or not, and their counts (0 among them): [K]
  std::vector<std::uint32_t> order;  // observations as indices of classes, in the order of the file: [n], if
                                     // they are listed and are no numbers
  std::vector<double> values;        // the numbers that the classes stand for: [K], if all are numbers
  std::vector<double> points;        // observations that are points: [n][coordinates]
  std::vector<std::string> coordinates;  // the names of their coordinates, or empty
  std::vector<Factor> factors;  // whose combinations of levels the classes are, if it is a joint sample
  LineNumbers lines;            // of the rows of a csv: observations, or classes with counts
  std::optional<TextOptions::Symbols> symbols;  // of a text, if it is one
  std::string not_numbers;         // why the observations are no numbers, with its place; "" if they are
  std::vector<std::string> notes;  // what a reader of the data must know
  std::string found;               // what was found out of the format, as options; "" if nothing
};

/// Which columns of a file, or of a plain list of numbers, are read; columns as CsvTable finds them.
struct ColumnOptions {
  bool counts = false;  // a row is a class with its count, else an observation
  std::string column;   // of the observations, or of the classes; "": the only one, of two the one
                        // without the counts, else the classes have no names
  std::string count;    // of the counts; "": the only one, or the second of two
  DataFormat format = {};
};

/// Reads a column of numbers or symbols, or counts of classes; a list may also stand on one line. A column is
/// one of numbers if all its values are that are not missing, else one of symbols. Throws Error(data) with
/// name:line:column where the file is empty or ragged, a value is missing and not to be left out, or not
/// finite, a count is not an integer from 0 or passes 2^53 in all, a class has two counts that are not to be
/// added, or nothing was observed. Memory of the parsed values; O(length).
UserData read_columns(ByteStream& bytes, const ColumnOptions& options, const std::string& name);

/// Counts the symbols of a text.
UserData read_text(std::string_view bytes, const TextOptions& options, const std::string& name);

/// Makes the classes two: all others, and `success`. Throws Error(data) with `name` where they have no names,
/// or none has this one and others are two or more.
void take_success(UserData& data, const std::string& success, const std::string& name);

/// Counts the distinct values of listed numbers, ascending, into `classes` and `values`. O(n log n).
void count_values(UserData& data);

/// Gives two samples the same classes: those of the first, then what only the second has; classes without
/// names go by their place and must be as many. Throws Error(data) with the second's name if they do not
/// match.
void align_classes(UserData& first, UserData& second, const std::string& name);

}  // namespace plim
