#pragma once
#include <string>
#include <vector>

#include "plim/data/user_data.hpp"

namespace plim {

/// Puts the rows of `data`, listed observations, cluster by cluster: clusters in the order in which they
/// begin, rows in the order of the file. `column` (of JSON lines the field) says of which cluster a row is,
/// `bytes` is the same file from its beginning. Rows that miss their cluster are left out if the format omits
/// missing values. Returns where clusters end: `[clusters]`, ascending to the number of rows. Throws
/// Error(data) as read_columns does. O(rows log rows).
std::vector<std::size_t> group_by_cluster(UserData& data, ByteStream& bytes, const ColumnOptions& column,
                                          const std::string& name);

}  // namespace plim
