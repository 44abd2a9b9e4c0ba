#pragma once
#include "options.hpp"
#include "plim/data/user_data.hpp"

namespace plim::cli {

/// The options that say how DATA is read.
void add_data_options(Options& options);

/// A data file as messages call it.
std::string name_of(const std::string& path);

/// Reads a file, or the standard input if the path is "-", as the options say.
UserData read_data(const Options& options, const std::string& path);

}  // namespace plim::cli
