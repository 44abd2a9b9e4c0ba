#pragma once
#include <span>
#include <string>

#include "plim/data/csv_table.hpp"

namespace plim {

/// True of a row of numbers, perhaps with words for missing values; on the only row of a file, if most are.
bool is_list(const CsvTable& table, bool only);

/// True if only the first of several values is a year, or, where `zero`, 0: it may be the name of the column.
bool is_odd_first(std::span<const double> values, bool zero);

/// Which of two columns holds the counts where nobody says so: the second, unless in the first row, or the
/// one behind a header, only the first is a number, as `uniq -c` writes it. "" if there are not two, or one
/// row.
std::string counts_of_two(ByteStream& bytes, const DataFormat& format, const std::string& name);

}  // namespace plim
