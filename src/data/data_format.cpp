#include "plim/data/data_format.hpp"

#include <algorithm>
#include <array>

#include "plim/core/suggest.hpp"

namespace plim {
namespace {

struct Mark {
  std::string_view word;
  char mark;
};
constexpr std::array separators = {Mark{"comma", ','}, Mark{"semicolon", ';'}, Mark{"tab", '\t'},
                                   Mark{"blank", ' '}, Mark{"bar", '|'},       Mark{"colon", ':'},
                                   Mark{"none", '\0'}};

std::optional<bool> header_of(const std::string& word) {
  if (word == "auto") return std::nullopt;
  return word == "yes";
}

/// A word, or the mark itself.
std::optional<char> separator_of(const std::string& word) {
  const auto* known =
      std::find_if(separators.begin(), separators.end(), [&word](const Mark& m) { return m.word == word; });
  if (known != separators.end()) return known->mark;
  if (word == "\\t") return '\t';
  const bool mark =
      word.size() == 1 && std::any_of(separators.begin(), separators.end(),
                                      [&word](const Mark& m) { return m.mark == word.front(); });
  return mark ? std::optional(word.front()) : std::nullopt;
}

std::optional<std::vector<std::string>> words_of_na(const std::string& list) {
  if (list == "auto") return std::nullopt;
  std::vector<std::string> words;
  for (std::size_t at = 0; list != "none" && at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    if (end > at) words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

const std::vector<FormatKey>& format_keys() {
  static const std::vector<FormatKey> keys = {
      {"header",
       &FormatWords::header,
       {"yes", "no", "auto"},
       "yes: the first row names the columns, even if it is numbers; no: it is data, even if it is none"},
      {"separator",
       &FormatWords::separator,
       {"auto", "comma", "semicolon", "tab", "blank", "bar", "colon", "none"},
       "what stands between fields, by its name or itself"},
      {"na",
       &FormatWords::na,
       {},
       "the words for a missing value, as in NA,-9; none: every word is a value (auto: NA, N/A, NaN, null, "
       "None and the like, in a column of numbers also ? . -); an empty field always is missing"},
      {"missing",
       &FormatWords::missing,
       {"refuse", "omit"},
       "omit: leave out the rows with a missing value, which are counted; of pairs, points and factors those "
       "with any"},
      {"decimal",
       &FormatWords::decimal,
       {"auto", "point", "comma"},
       "the mark of fractions (auto: a point; a comma if numbers show it and it is not the separator)"},
      {"comment",
       &FormatWords::comment,
       {},
       "what begins a line that is left out (#: with a blank or another # behind it); none: nothing"},
      {"encoding",
       &FormatWords::encoding,
       {"utf-8", "utf-16", "latin-1", "windows-1252"},
       "of the characters",
       true},
      {"field", &FormatWords::field, {}, "JSON lines: where the value stands in each, as in a.b"},
  };
  return keys;
}

std::optional<std::string> refuse_word(const FormatKey& key, const std::string& word) {
  const bool mark = std::string_view(key.name) == "separator" && separator_of(word);
  const std::vector<std::string> values(key.values.begin(), key.values.end());
  if (values.empty() || mark || std::find(values.begin(), values.end(), word) != values.end())
    return std::nullopt;
  std::string all;
  for (const std::string& value : values) all += (all.empty() ? "" : ", ") + value;
  const std::string near = suggest(word, values);
  return "is \"" + word + "\", but must be one of " + all +
         (near.empty() ? "" : " (did you mean \"" + near + "\"?)");
}

std::optional<std::string> refuse_words(const FormatWords& words) {
  if (words.decimal != "comma" || separator_of(words.separator) != ',') return std::nullopt;
  return "a comma cannot be both the separator and the decimal";
}

DataFormat data_format(const FormatWords& words) {
  DataFormat format;
  format.header = header_of(words.header);
  format.separator = separator_of(words.separator);
  format.na = words_of_na(words.na);
  format.omit_missing = words.missing == "omit";
  if (words.decimal != "auto") format.decimal = words.decimal == "comma" ? ',' : '.';
  format.comment = words.comment == "none" ? "" : words.comment;
  format.encoding = words.encoding;
  if (!words.field.empty()) format.fields = {words.field};
  return format;
}

std::string format_option(const DataFormat& format, std::string key, const std::string& value) {
  if (!format.of_study) return "--" + key + (value.empty() || value == "true" ? "" : " " + value);
  std::replace(key.begin(), key.end(), '-', '_');
  return key + " = " + (value == "true" ? value : "\"" + value + "\"");
}

std::string word_of_separator(char separator) {
  const auto* known = std::find_if(separators.begin(), separators.end(),
                                   [separator](const Mark& m) { return m.mark == separator; });
  return std::string(known == separators.end() ? "" : known->word);
}

}  // namespace plim
