#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "plim/data/user_data.hpp"

namespace plim {

/// Which columns of a file are read together, as CsvTable finds them; of JSON lines fields, as in a.b.
struct TableOptions {
  std::vector<std::string> numbers, labels;
  std::vector<std::string> truths;    // of the numbers those in which true and false stand for 1 and 0
  std::vector<std::string> optional;  // of all those which the file need not have; they are then empty
  DataFormat format = {};             // its fields are not asked
};

/// A column of numbers: [rows].
struct NumberColumn {
  std::string name;
  std::vector<double> values = {};
};

/// A column of names: what each row has, as a place in `labels`, which are in the order in which they come.
struct LabelColumn {
  std::string name;
  std::vector<std::string> labels = {};
  std::vector<std::uint32_t> of = {};  // [rows]
};

/// Several columns of one file; in the order of the options.
struct TableData {
  std::int64_t n = 0, missing = 0;  // rows, and those left out as some of the columns miss a value
  std::vector<NumberColumn> numbers;
  std::vector<LabelColumn> labels;
  LineNumbers lines;
  std::vector<std::string> notes;
  std::string found;  // of the format, as options; "" if nothing
};

/// Reads columns of a csv, or of JSON lines, which begin with a brace; what the first line lacks of optional
/// fields all lines must lack. Infinite numbers are kept. Throws
/// Error(data) with name:line:column where the file is empty or ragged, a value is missing and not to be left
/// out, a number is none, or no row is left. O(length).
TableData read_table(ByteStream& bytes, const TableOptions& options, const std::string& name);

}  // namespace plim
