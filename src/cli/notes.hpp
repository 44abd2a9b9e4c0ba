#pragma once
#include <string>
#include <vector>

namespace plim::cli {

/// Writes notes to the standard error: whole ones a line each, or as far as part of a screen has room for
/// them, wrapped there. The number of lines that it took.
std::size_t print_notes(const std::vector<std::string>& notes, bool whole);

/// The same of one message, which is never left out.
std::size_t print_message(const std::string& message, bool whole);

}  // namespace plim::cli
