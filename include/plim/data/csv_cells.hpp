#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plim {

/// Without the blanks and tabs around it.
std::string_view trimmed(std::string_view text);

/// The number that a whole field is (blanks around it are skipped), infinities and NaN among them.
std::optional<double> parse_number(std::string_view field);

/// A field as messages show it: in quotes, cut at 40 bytes, control characters as "?".
std::string quoted(std::string_view field);

/// True for the words by which files say that a value is missing, in any case: NA, N/A, NaN, null, None, ?,
/// -, . and what pandas takes for them; an empty field too.
bool is_missing_word(std::string_view field);

/// True for an integer in digits that no double holds exactly.
bool is_rounded_integer(std::string_view field);

/// What a field is. `beyond`: a number that is infinite or that no double holds.
enum class CellKind { number, beyond, missing, other };
CellKind kind_of_cell(std::string_view field);

/// True for what no name of a column looks like: a number, one in another notation (1,234 or 7 % or $5 or
/// 0x10 or with a typeset minus), a date or a time, or a word for a missing value.
bool looks_like_value(std::string_view field);

/// Another separator than the comma in a text.
struct OtherSeparator {
  std::string_view plural;  // "tabs", ...
  std::size_t at;           // offset of the first
};

/// Separators that a field holds: tabs and semicolons; where the field is `alone` on its line also bars, and
/// colons and blanks beside a number.
std::optional<OtherSeparator> other_separator_in(std::string_view field, bool alone);

/// The separator that splits every one of the first lines of a text without commas alike; blanks and colons
/// only if one of the parts is a number in all lines but perhaps the first.
std::optional<OtherSeparator> other_separator_of(std::string_view text);

}  // namespace plim
