#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace plim {

/// Why a text cannot be the name of a group or an array in a result file, or nothing: names are 1 to 128
/// bytes of UTF-8 without control characters and "/", and not "." or "..".
std::optional<std::string> refuse_name(std::string_view name);

/// Why a text cannot be stored whole as a string of a result file, or nothing: it must be UTF-8 without the
/// character NUL.
std::optional<std::string> refuse_text(std::string_view text);

/// The text with control characters and what is not UTF-8 written as \n, \t or \xHH: safe to show on one
/// line.
std::string printable(std::string_view text);

}  // namespace plim
