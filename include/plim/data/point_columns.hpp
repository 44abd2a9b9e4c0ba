#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/data/user_data.hpp"

namespace plim {

/// Reads several columns of numbers, columns as CsvTable finds them, as the coordinates of points, a row
/// each. Throws Error(data) with name:line:column where the file is empty or ragged, a value is missing or no
/// finite number, or a column is named twice. O(length).
UserData read_points(ByteStream& bytes, const std::vector<std::string>& columns, const DataFormat& format,
                     const std::string& name);

}  // namespace plim
