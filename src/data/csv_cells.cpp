#include "plim/data/csv_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace plim {
namespace {

struct Parsed {
  double value = 0;
  bool whole = false;  // the field is a number and nothing else
};

Parsed parsed(std::string_view field) {
  std::string_view text = trimmed(field);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  Parsed p;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), p.value);
  p.whole = error != std::errc::invalid_argument && end == text.data() + text.size();
  if (error == std::errc::result_out_of_range) p.value = std::numeric_limits<double>::infinity();
  return p;
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

std::string_view plural_of(char separator) {
  switch (separator) {
    case '\t': return "tabs";
    case ';': return "semicolons";
    case '|': return "bars";
    case ':': return "colons";
    default: return "spaces";
  }
}

/// A line cut at a separator; blanks are cut by runs.
struct Cut {
  std::size_t first = std::string_view::npos;  // offset of the first separator
  std::vector<std::string_view> parts;
};

Cut cut(std::string_view line, char separator) {
  Cut made;
  bool quote = false;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view part = line.substr(begin, end - begin);
    if (separator != ' ' || !part.empty()) made.parts.push_back(part);
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quote = !quote;
    if (quote || line[i] != separator) continue;
    add(i);
    if (made.first == std::string_view::npos && !made.parts.empty()) made.first = i;
    begin = i + 1;
  }
  add(line.size());
  return made;
}

/// Lines of a text that hold something and are no comments, at most so many.
std::vector<std::string_view> leading_lines(std::string_view text, std::size_t most) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size() && lines.size() < most;) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (!trimmed(line).empty() && line.front() != '#') lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

/// True if the separator cuts all lines into as many parts, two or more.
bool cuts_alike(const std::vector<Cut>& lines) {
  return !lines.empty() && lines.front().parts.size() > 1 &&
         std::all_of(lines.begin(), lines.end(),
                     [&](const Cut& c) { return c.parts.size() == lines.front().parts.size(); });
}

/// True if some part is a number in every line but perhaps the first, and not all of the text is numbers;
/// between times, as 12:30, a colon is none.
bool has_numbers(const std::vector<Cut>& lines, char separator) {
  std::size_t numeric = 0;
  const std::size_t parts = lines.front().parts.size(), from = lines.size() > 1 ? 1 : 0;
  bool names = false;
  for (std::size_t i = 0; i < parts; ++i) {
    bool all = true;
    for (std::size_t l = from; l < lines.size(); ++l)
      all = all && parse_number(lines[l].parts[i]).has_value();
    numeric += all ? 1 : 0;
    names = names || !parse_number(lines.front().parts[i]);
  }
  return numeric > 0 && (numeric < parts || (separator == ' ' && names));
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<double> parse_number(std::string_view field) {
  const Parsed p = parsed(field);
  return p.whole ? std::optional(p.value) : std::nullopt;
}

std::string quoted(std::string_view field) {
  std::string text = "\"";
  for (const char c : field.substr(0, 40)) text += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  return text + (field.size() > 40 ? "...\"" : "\"");
}

bool is_missing_word(std::string_view field) {
  constexpr std::array<std::string_view, 30> words = {
      "",         "na",       "n/a",       "n.a.", "nan",          "-nan",        "null",    "(null)",
      "none",     "nil",      "<na>",      "#n/a", "#na",          "#n/a n/a",    "?",       "-",
      "--",       "---",      ".",         "..",   "missing",      "1.#ind",      "-1.#ind", "1.#qnan",
      "-1.#qnan", "nan(ind)", "-nan(ind)", "\\n",  "\xE2\x80\x93", "\xE2\x80\x94"};  // dashes
  constexpr std::size_t longest = 9;
  std::string word(trimmed(field).substr(0, longest + 1));
  std::transform(word.begin(), word.end(), word.begin(), lower);
  return std::find(words.begin(), words.end(), word) != words.end();
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

CellKind kind_of_cell(std::string_view field) {
  if (is_missing_word(field)) return CellKind::missing;
  const Parsed p = parsed(field);
  if (!p.whole) return CellKind::other;
  return std::isfinite(p.value) ? CellKind::number
         : std::isnan(p.value)  ? CellKind::missing
                                : CellKind::beyond;
}

bool looks_like_value(std::string_view field) {
  if (kind_of_cell(field) != CellKind::other) return true;
  const std::string plain = plain_notation(trimmed(field));
  return parsed(plain).whole || is_hexadecimal(plain) || is_date(trimmed(field));
}

std::optional<OtherSeparator> other_separator_in(std::string_view field, bool alone) {
  for (const char separator : {';', '\t', '|', ':', ' '}) {
    if (separator != ';' && separator != '\t' && !alone) break;
    const Cut made = cut(field, separator);
    if (made.parts.size() < 2) continue;
    const bool sure = separator != ':' && separator != ' ';
    if (sure || parse_number(made.parts.front()) || parse_number(made.parts.back()))
      return OtherSeparator{plural_of(separator), made.first};
  }
  return std::nullopt;
}

std::optional<OtherSeparator> other_separator_of(std::string_view text) {
  constexpr std::size_t most = 16;
  const std::vector<std::string_view> lines = leading_lines(text, most);
  for (const std::string_view line : lines) {
    if (cut(line, ',').parts.size() > 1) return std::nullopt;
  }
  for (const char separator : {'\t', ';', '|', ':', ' '}) {
    std::vector<Cut> cuts;
    for (const std::string_view line : lines) cuts.push_back(cut(line, separator));
    if (!cuts_alike(cuts)) continue;
    const bool sure = separator != ':' && separator != ' ';
    if (sure || has_numbers(cuts, separator)) {
      const auto begin = static_cast<std::size_t>(lines.front().data() - text.data());
      return OtherSeparator{plural_of(separator), begin + cuts.front().first};
    }
  }
  return std::nullopt;
}

}  // namespace plim
