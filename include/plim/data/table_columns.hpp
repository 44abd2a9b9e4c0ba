#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plim/data/user_data.hpp"

namespace plim {

/// Which columns of a file are read together, as CsvTable finds them; of JSON lines fields, as in a.b.
struct TableOptions {
  std::vector<std::string> numbers, labels;
  std::vector<std::string> truths;         // of the numbers those in which true and false stand for 1 and 0
  std::vector<std::string> texts = {};     // names that mostly differ from row to row
  std::vector<std::string> optional = {};  // of numbers and labels those that are empty if the file has none
  DataFormat format = {};                  // its fields are not asked
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

/// A column of texts most of which occur once, as the names of items: [rows].
class TextColumn {
 public:
  explicit TextColumn(std::string name) : name_(std::move(name)) {}
  const std::string& name() const noexcept { return name_; }
  std::size_t size() const noexcept { return ends_.size(); }
  void add(std::string_view text) {
    all_ += text;
    ends_.push_back(all_.size());
  }
  std::string_view operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
    return std::string_view(all_).substr(begin, ends_[row] - begin);
  }

 private:
  std::string name_, all_;
  std::vector<std::size_t> ends_;
};

/// Several columns of one file; in the order of the options.
struct TableData {
  std::int64_t n = 0, missing = 0;  // rows, and those left out as some of the columns miss a value
  std::vector<NumberColumn> numbers;
  std::vector<LabelColumn> labels;
  std::vector<TextColumn> texts;
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
