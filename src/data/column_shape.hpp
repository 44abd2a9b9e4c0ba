#pragma once
#include <span>
#include <string>
#include <vector>

#include "plim/data/csv_table.hpp"

namespace plim {

/// True of a row of numbers, perhaps with words for missing values; on the only row of a file, if most are.
bool is_list(const CsvTable& table, bool only);

/// True if only the first of several values is a year, or, where `zero`, 0: it may be the name of the column.
bool is_odd_first(std::span<const double> values, bool zero);

/// Makes room for all values of a column where there is none left for the next, by how many came in the share
/// of the file that was read, so that the memory taken is theirs and not twice that.
void make_room(std::vector<double>& values, const Rows& rows);

/// That the first row has several columns of which one must be named; `only`: it is the only row.
std::string several_columns(const CsvTable& table, bool only, const std::string& what_to_do);

/// Which of two columns holds the counts where nobody says so: the second, unless in the first row, or the
/// one behind a header, only the first is a number, as `uniq -c` writes it. "" if there are not two, or one
/// row. Error(data) where both are numbers with blanks between, without a header.
std::string counts_of_two(ByteStream& bytes, const DataFormat& format, const std::string& name);

}  // namespace plim
