#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plim {

/// Whether a terminal would obey a character, or turn the text behind it round, instead of showing it:
/// control characters (C0, DEL, C1), line and paragraph separators, and marks of direction.
bool is_control(std::uint32_t code) noexcept;

/// Why a text cannot be the name of a group or an array in a result file, or nothing: names are 1 to 128
/// bytes of UTF-8 without control characters and "/", and not "." or "..".
std::optional<std::string> refuse_name(std::string_view name);

/// Why a text cannot be shown as it is, in a legend say, or nothing: it must be UTF-8 without control
/// characters.
std::optional<std::string> refuse_label(std::string_view text);

/// Why a text cannot be stored whole as a string of a result file, or nothing: it must be UTF-8 without the
/// character NUL.
std::optional<std::string> refuse_text(std::string_view text);

/// The text with control characters and what is not UTF-8 written as \n, \t or \xHH: safe to show on one
/// line.
std::string printable(std::string_view text);

/// The same with ends of lines (\n, \r\n) and tabs as they are: safe to show.
std::string harmless(std::string_view text);

/// The text with control characters as \uXXXX, which strings of JSON and TOML both read back; what is not
/// UTF-8 stays.
std::string with_escapes(std::string_view text);

/// Whether harmless(text) may be another text; a quick look at its bytes.
bool may_be_harmful(std::string_view text) noexcept;

}  // namespace plim
