#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/number.hpp"

namespace plim {

/// Without the blanks and tabs around it.
std::string_view trimmed(std::string_view text);

/// The number that a whole field is (blanks around it are skipped), infinities and NaN among them, with
/// `decimal` as the mark of fractions, a point or a comma.
std::optional<double> parse_number(std::string_view field, char decimal = '.');

/// A field as messages show it: in quotes, cut at 40 bytes, made printable.
std::string in_quotes(std::string_view field);

/// The first eight of some fields as messages list them.
std::string listed(const std::vector<std::string>& fields);

/// True for the words by which files say that a value is missing, in any case: NA, N/A, NaN, null, None and
/// what pandas takes for them; an empty field too.
bool is_missing_word(std::string_view field);

/// True for the marks that say so among numbers, where names have them for classes: ?, ., - and the like, .a
/// to .z of Stata.
bool is_missing_mark(std::string_view field);

/// True for an integer in digits that no double holds exactly.
bool is_rounded_integer(std::string_view field);

/// How a field that is no plain number writes one, as messages say it: "with a percent sign", "with thousands
/// marks", ...; "" if it does not.
std::string_view notation_of(std::string_view field);

/// True for what no name of a column looks like: a number, one in another notation, a date or a time, or a
/// word or mark for a missing value.
bool looks_like_value(std::string_view field);

}  // namespace plim
