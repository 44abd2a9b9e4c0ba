#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/user_data.hpp"

namespace plim {

/// Which columns of a csv are the factors of a joint law.
struct FactorOptions {
  std::vector<std::string> factors;  // columns as CsvTable finds them
  bool counts = false;               // a row is a cell of a table, with its count
  std::string count;                 // the column of the counts; "": the only other one
  DataFormat format = {};
  bool ordered = false;  // the rows are a sequence, whose order is kept
};

/// Reads several columns as observations of a joint law, or a table of counts of its cells. The classes are
/// all combinations of the levels that occur, each factor's in ascending order, the last factor's changing
/// fastest. Throws Error(data) with name:line:column where the file is empty or ragged, a level is missing
/// and not to be left out, a count is not an integer from 0, or there are more than 2^20 classes. O(length
/// log classes).
UserData read_factors(ByteStream& bytes, const FactorOptions& options, const std::string& name);

}  // namespace plim
