#pragma once
#include "options.hpp"
#include "plim/data/table_columns.hpp"
#include "plim/data/user_data.hpp"

namespace plim::cli {

/// The options that say how DATA is read.
void add_data_options(Options& options);

/// Those of them that say how rows are written, for a command whose options name columns.
void add_table_options(Options& options);

/// A data file as messages call it.
std::string name_of(const std::string& path);

/// Reads a file, or the standard input if the path is "-", as the options say.
UserData read_data(const Options& options, const std::string& path);

/// Several columns of it, whose format the options say.
TableData read_table_data(const Options& options, const std::string& path, TableOptions columns);

}  // namespace plim::cli
