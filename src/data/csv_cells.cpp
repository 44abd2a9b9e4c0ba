#include "plim/data/csv_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "plim/core/name.hpp"

namespace plim {
namespace {

struct Parsed {
  double value = 0;
  bool whole = false;  // the field is a number and nothing else
};

Parsed parsed(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  Parsed p;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), p.value);
  p.whole = error != std::errc::invalid_argument && end == text.data() + text.size();
  if (error == std::errc::result_out_of_range) p.value = std::strtod(std::string(text).c_str(), nullptr);
  return p;
}

Parsed parsed(std::string_view field, char decimal) {
  const std::string_view text = trimmed(field);
  if (decimal == '.') return parsed(text);
  if (text.find('.') != std::string_view::npos) return {};
  std::string with_point(text);
  std::replace(with_point.begin(), with_point.end(), decimal, '.');
  return parsed(with_point);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// What else numbers are written with, and what stands for it in a number.
struct Notation {
  std::string_view mark, plain;
};
constexpr std::array notations = {Notation{"\xE2\x88\x92", "-"},  // typeset minus
                                  Notation{"\xE2\x80\xAF", ""},
                                  Notation{"\xE2\x80\x89", ""},  // narrow blanks
                                  Notation{"\xC2\xA0", ""},
                                  Notation{"\xE2\x82\xAC", ""},  // euro
                                  Notation{"\xC2\xA3", ""},
                                  Notation{"\xC2\xA5", ""},  // pound, yen
                                  Notation{"$", ""},
                                  Notation{"%", ""},
                                  Notation{",", ""},
                                  Notation{"'", ""},
                                  Notation{"\xE2\x80\x99", ""},  // apostrophe
                                  Notation{" ", ""},
                                  Notation{"_", ""},
                                  Notation{"(", ""},
                                  Notation{")", ""}};

std::string plain_notation(std::string_view field) {
  std::string text;
  while (!field.empty()) {
    const auto* known = std::find_if(notations.begin(), notations.end(), [field](const Notation& n) {
      return field.substr(0, n.mark.size()) == n.mark;
    });
    if (known == notations.end()) {
      text += field.front();
      field.remove_prefix(1);
    } else {
      text += known->plain;
      field.remove_prefix(known->mark.size());
    }
  }
  return text;
}

bool is_hexadecimal(std::string_view text) {
  const bool prefix = text.size() > 2 && text[0] == '0' && lower(text[1]) == 'x';
  return prefix && text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
}

/// A date or a time, as 2019-01-31T12:30.
bool is_date(std::string_view text) {
  const bool digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  return digit && text.find_first_not_of("0123456789-/:.+TZ ") == std::string_view::npos;
}

/// Digits in threes with commas, points, blanks, apostrophes or low lines between them, as in 1,234,567.89.
bool has_thousands_marks(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  constexpr std::array<std::string_view, 9> marks = {
      ",", ".", "'", "\xE2\x80\x99", "_", " ", "\xE2\x80\xAF", "\xE2\x80\x89", "\xC2\xA0"};  // the blanks
  return std::any_of(marks.begin(), marks.end(), [text](std::string_view mark) {
    std::size_t at = text.find(mark), groups = 0, begin = 0;
    for (; at != std::string_view::npos; at = text.find(mark, begin)) {
      const std::size_t digits = at - begin;
      if (digits == 0 || digits > 3 || (groups > 0 && digits != 3)) return false;
      ++groups;
      begin = at + mark.size();
    }
    const std::string_view last = text.substr(begin, 3);
    return groups > 0 && last.size() == 3 && last.find_first_not_of("0123456789") == std::string_view::npos;
  });
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<double> parse_number(std::string_view field, char decimal) {
  const Parsed p = parsed(field, decimal);
  return p.whole ? std::optional(p.value) : std::nullopt;
}

std::string in_quotes(std::string_view field) {
  std::size_t most = std::min<std::size_t>(40, field.size());
  const auto within = [field](std::size_t at) {
    return (static_cast<unsigned char>(field[at]) & 0xC0) == 0x80;
  };
  while (most > 36 && most < field.size() && within(most)) --most;
  return '"' + printable(field.substr(0, most)) + (field.size() > most ? "...\"" : "\"");
}

std::string listed(const std::vector<std::string>& fields) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, fields.size()); ++i)
    text += (i > 0 ? ", " : "") + in_quotes(fields[i]);
  return text + (fields.size() > most ? ", ..." : "");
}

bool is_missing_word(std::string_view field) {
  constexpr std::array<std::string_view, 24> words = {
      "",        "na",      "n/a",      "n.a.",     "nan",       "-nan",     "null",    "(null)",
      "none",    "nil",     "<na>",     "#n/a",     "#na",       "#n/a n/a", "missing", "1.#ind",
      "-1.#ind", "1.#qnan", "-1.#qnan", "nan(ind)", "-nan(ind)", "\\n",      "#nv",     "#null!"};
  constexpr std::size_t longest = 9;
  std::string word(trimmed(field).substr(0, longest + 1));
  std::transform(word.begin(), word.end(), word.begin(), lower);
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_missing_mark(std::string_view field) {
  constexpr std::array<std::string_view, 8> marks = {"?", "-",  "--",           "---",
                                                     ".", "..", "\xE2\x80\x93", "\xE2\x80\x94"};  // dashes
  const std::string_view mark = trimmed(field);
  const bool of_stata = mark.size() == 2 && mark[0] == '.' && mark[1] >= 'a' && mark[1] <= 'z';
  return of_stata || std::find(marks.begin(), marks.end(), mark) != marks.end();
}

bool is_rounded_integer(std::string_view field) {
  std::string_view text = trimmed(field);
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  constexpr std::size_t always_exact = 15;  // digits
  if (text.size() <= always_exact || text.find_first_not_of("0123456789") != std::string_view::npos)
    return false;
  std::uint64_t exact = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exact);
  if (error != std::errc()) return true;
  // The double is below 2^64 if the cast back is defined.
  const auto rounded = static_cast<double>(exact);
  return rounded >= 18446744073709551616.0 || static_cast<std::uint64_t>(rounded) != exact;
}

std::string_view notation_of(std::string_view field) {
  const std::string_view text = trimmed(field);
  if (text.empty() || parsed(text).whole) return "";
  const std::string plain = plain_notation(text);
  if (is_hexadecimal(plain)) return "in hexadecimal digits";
  if (!parsed(plain).whole) return "";
  const auto holds = [text](std::string_view mark) { return text.find(mark) != std::string_view::npos; };
  if (holds("%")) return "with a percent sign";
  if (holds("$") || holds("\xE2\x82\xAC") || holds("\xC2\xA3") || holds("\xC2\xA5"))
    return "with a currency sign";
  if (holds("\xE2\x88\x92")) return "with a typeset minus (U+2212)";
  if (has_thousands_marks(text))
    return holds(",") ? "with a comma, of thousands or of fractions" : "with thousands marks";
  if (holds(",")) return "with a comma";
  return "in another notation";
}

bool looks_like_value(std::string_view field) {
  return is_missing_word(field) || is_missing_mark(field) || parsed(trimmed(field)).whole ||
         !notation_of(field).empty() || is_date(trimmed(field));
}

}  // namespace plim
