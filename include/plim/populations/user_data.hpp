#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plim/populations/text_table.hpp"
#include "plim/views/factors.hpp"

namespace plim {

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
  std::vector<Factor> factors;       // whose combinations of levels the classes are, if it is a joint sample
};

/// How a csv or a plain list of numbers is to be read.
struct ColumnOptions {
  bool counts = false;      // the numbers are counts of classes, which a first column of two may name
  std::string column;       // which column: its name, or its number from 1; "": the only one
  bool header_line = true;  // a first line that is no number is a header
};

/// Reads a column of numbers or symbols, or counts of classes; a list may also stand on one line, separated
/// by commas or spaces. Rows of one class in a table of counts are added up. Throws Error(data) with
/// name:line:column where the file is empty, ragged, not separated by commas, not finite, or a count is not
/// an integer from 0 or passes 2^53 in all. O(length).
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
