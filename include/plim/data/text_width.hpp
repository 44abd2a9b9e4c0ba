#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace plim {

// Lengths of texts in columns of a terminal: 2 for a wide character, 0 for a combining one, 1 for any other
// code point and for a byte that is not UTF-8.

std::size_t text_width(std::string_view text);

/// The text itself if it takes at most `columns`, else with "…" where its end, or its middle, was left out.
std::string shortened(std::string_view text, std::size_t columns);
std::string shortened_inside(std::string_view text, std::size_t columns);

/// The text with "…" behind it, in at most `columns`: more would follow.
std::string cut_off(std::string_view text, std::size_t columns);

/// The text filled up to `columns` with blanks behind it, or before it.
std::string left_aligned(std::string text, std::size_t columns);
std::string right_aligned(std::string text, std::size_t columns);

/// The text in lines of at most `columns`, cut at blanks where there are any; all but the first are indented.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns, std::size_t indent);

}  // namespace plim
