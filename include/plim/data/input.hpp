#pragma once
#include <filesystem>
#include <string>

namespace plim {

/// The bytes of a regular file, or also of a pipe. Throws Error(no_input).
std::string read_file(const std::filesystem::path& path, bool pipes = false);

/// The bytes of the standard input.
std::string read_standard_input();

}  // namespace plim
