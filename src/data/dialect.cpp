#include "dialect.hpp"

#include <algorithm>
#include <vector>

#include "plim/core/error.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim {
namespace {

using Fields = std::vector<std::string_view>;
using Lines = std::vector<Fields>;

/// A line cut at a separator that stands in no quotes; blanks are cut by runs.
Fields cut(std::string_view line, char separator) {
  Fields fields;
  bool quote = false;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view field = line.substr(begin, end - begin);
    if (separator != ' ' || !field.empty()) fields.push_back(field);
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quote = !quote;
    if (quote || (line[i] != separator && (separator != ' ' || line[i] != '\t'))) continue;
    add(i);
    begin = i + 1;
  }
  add(line.size());
  return fields;
}

/// The lines of a text that hold something and are no comments; line ends in quotes are none where `quotes`.
std::vector<std::string_view> lines_of(std::string_view text, bool whole, const std::string& comment,
                                       bool quotes) {
  std::vector<std::string_view> lines;
  bool quote = false;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view line = text.substr(begin, end - begin);
    if (!trimmed(line).empty() && !is_comment(line, comment)) lines.push_back(line);
    begin = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quotes && text[i] == '"') quote = !quote;
    if (!quote && (text[i] == '\n' || text[i] == '\r')) add(i);
  }
  if (begin < text.size() && (whole || lines.empty())) add(text.size());
  return lines;
}

/// The same where a quote that is none, as of inches, may stand in the text.
std::vector<std::string_view> lines_of(std::string_view text, bool whole, const std::string& comment) {
  std::vector<std::string_view> lines = lines_of(text, whole, comment, true);
  return lines.size() > 1 ? lines : lines_of(text, whole, comment, false);
}

Lines cut(const std::vector<std::string_view>& lines, char separator) {
  constexpr std::size_t most = 64;
  Lines all;
  for (std::size_t l = 0; l < std::min(most, lines.size()); ++l) all.push_back(cut(lines[l], separator));
  return all;
}

/// True if all lines have as many fields, two or more.
bool are_alike(const Lines& lines) {
  return !lines.empty() && lines.front().size() > 1 &&
         std::all_of(lines.begin(), lines.end(),
                     [&](const Fields& fields) { return fields.size() == lines.front().size(); });
}

bool is_quoted(std::string_view field) {
  return field.size() > 1 && field.front() == '"' && field.back() == '"';
}

std::string_view unquoted(std::string_view field) {
  field = trimmed(field);
  return is_quoted(field) ? field.substr(1, field.size() - 2) : field;
}

bool is_number(std::string_view field) { return parse_number(unquoted(field)).has_value(); }

/// A number with a comma for the point, and a digit behind it: 1, is one of a list.
bool has_decimal_comma(std::string_view field) {
  field = unquoted(field);
  return std::count(field.begin(), field.end(), ',') == 1 && field.back() != ',' &&
         parse_number(field, ',').has_value();
}

/// Columns that are numbers in every line from that one on.
std::size_t numeric_columns(const Lines& lines, std::size_t from) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < lines.front().size(); ++i) {
    columns += std::all_of(lines.begin() + static_cast<std::ptrdiff_t>(from), lines.end(),
                           [i](const Fields& fields) { return is_number(fields[i]); })
                   ? 1
                   : 0;
  }
  return columns;
}

/// Blanks and colons stand in names and times too: they separate where they leave numbers, colons not alone.
bool separates(const Lines& lines, char separator) {
  const std::size_t numbers = numeric_columns(lines, lines.size() > 1 ? 1 : 0);
  return numbers > 0 && (separator == ' ' || numbers < lines.front().size());
}

/// True if the first line has a name for every column of numbers or names but the first, which holds row
/// names. The names are in quotes then, as those of R are, or two or more over numbers: "room" over "room 1"
/// is one column.
bool has_row_names(const Lines& lines) {
  if (lines.size() < 2) return false;
  const Fields& names = lines.front();
  const Lines rows(lines.begin() + 1, lines.end());
  const bool named = std::none_of(names.begin(), names.end(),
                                  [](std::string_view name) { return looks_like_value(unquoted(name)); });
  const bool filled = std::any_of(rows.begin(), rows.end(),
                                  [](const Fields& fields) { return !trimmed(fields.back()).empty(); });
  return named && filled && are_alike(rows) && rows.front().size() == names.size() + 1 &&
         (std::all_of(names.begin(), names.end(), is_quoted) ||
          (names.size() > 1 && numeric_columns(rows, 0) > 0));
}

/// Numbers on one line, most of them at least.
bool is_list(const Fields& fields) {
  const auto numbers = std::count_if(fields.begin(), fields.end(), [](std::string_view field) {
    return is_number(field) || has_decimal_comma(field);
  });
  return fields.size() > 1 && 2 * static_cast<std::size_t>(numbers) > fields.size();
}

bool is_time(std::string_view line) { return looks_like_value(line); }

/// True if wherever a comma stands in the fields they are numbers with a decimal comma.
bool explains_commas(const Lines& lines) {
  for (const Fields& fields : lines) {
    for (const std::string_view field : fields) {
      if (field.find(',') != std::string_view::npos && !has_decimal_comma(field)) return false;
    }
  }
  return true;
}

/// True if the mark of a number in digits stands before three of them and behind one to three, as that of
/// thousands does: 1.234, not 0.998.
bool may_be_thousands(std::string_view number, char between) {
  if (!number.empty() && (number.front() == '-' || number.front() == '+')) number.remove_prefix(1);
  const std::size_t at = number.find(between);
  constexpr std::size_t group = 3;
  return at >= 1 && at <= group && number.size() == at + 1 + group && number.front() != '0' &&
         number.substr(at + 1).find_first_not_of("0123456789") == std::string_view::npos;
}

/// A comma if some number shows that it is the mark of fractions, and none shows that a point is.
char find_decimal(const Lines& lines) {
  bool comma = false;
  for (const Fields& fields : lines) {
    for (const std::string_view field : fields) {
      const std::string_view number = unquoted(field);
      if (number.find('.') != std::string_view::npos && parse_number(number) &&
          !may_be_thousands(number, '.'))
        return '.';
      comma = comma || (has_decimal_comma(number) && !may_be_thousands(number, ','));
    }
  }
  return comma ? ',' : '.';
}

/// True if the lines are one column, of whose numbers some have a decimal comma, where such a comma may be,
/// or is said to be; in quotes it may be of thousands unless it is said.
bool is_column_of_commas(const std::vector<std::string_view>& lines, std::optional<char> decimal) {
  const Lines whole = cut(lines, '\0');
  const bool quotes = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
    return line.find('"') != std::string_view::npos;
  });
  if (decimal.value_or(quotes ? '.' : ',') != ',') return false;
  return explains_commas(whole) && find_decimal(whole) == ',';
}

[[noreturn]] void refuse_two(const std::string& marks, const DataFormat& format, const std::string& name) {
  std::string words, options;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    words += (i > 0 ? " and " : "") + word_of_separator(marks[i]) + "s";
    options += (i > 0 ? " or " : "") + format_option(format, "separator", word_of_separator(marks[i]));
  }
  throw Error(ExitCode::data, name + ": " + words + " cut its lines alike; say " + options);
}

char find_separator(const std::vector<std::string_view>& lines, const DataFormat& format,
                    const std::string& name) {
  if (lines.size() == 1 && is_list(cut(lines[0], ' '))) return ' ';
  std::string alike;
  for (const char separator : {'\t', ';', '|', ','}) {
    if (are_alike(cut(lines, separator))) alike += separator;
  }
  const bool commas = is_column_of_commas(lines, format.decimal);
  if (alike == "," && commas && format.decimal) alike.clear();
  if (alike.size() > 1 && alike.back() == ',' && explains_commas(cut(lines, alike.front()))) alike.pop_back();
  if (alike.size() > 1) refuse_two(alike, format, name);
  if (!alike.empty()) return alike.front();
  if (commas) return ';';
  for (const char separator : {'\t', ' '}) {
    if (has_row_names(cut(lines, separator))) return separator;
  }
  for (const char separator : {'\t', ';', ','}) {  // rows of several lengths
    const Lines all = cut(lines, separator);
    if (!all.empty() && std::all_of(all.begin(), all.end(), [](const Fields& f) { return f.size() > 1; }))
      return separator;
  }
  for (const char separator : {':', ' '}) {
    if (separator == ':' && std::any_of(lines.begin(), lines.end(), is_time)) continue;
    const Lines all = cut(lines, separator);
    if (are_alike(all) && separates(all, separator)) return separator;
  }
  return ',';
}

}  // namespace

bool is_comment(std::string_view line, const std::string& comment) {
  if (comment.empty() || line.empty() || line.front() != comment.front() ||
      line.substr(0, comment.size()) != comment)
    return false;
  const char next = line.size() > comment.size() ? line[comment.size()] : '\n';
  return comment != "#" || std::string_view(" \t#\r\n").find(next) != std::string_view::npos;
}

Dialect find_dialect(std::string_view head, bool whole, const DataFormat& format, const std::string& name) {
  Dialect dialect;
  dialect.comment = format.comment;
  const std::vector<std::string_view> lines = lines_of(head, whole, format.comment);
  dialect.separator = format.separator ? *format.separator : find_separator(lines, format, name);
  if (format.decimal) {
    dialect.decimal = *format.decimal;
  } else if (dialect.separator != ',') {
    dialect.decimal = find_decimal(cut(lines, dialect.separator));
  }
  const bool may_lack = dialect.separator == '\t' || dialect.separator == ' ';
  dialect.row_names =
      may_lack && format.header.value_or(true) && has_row_names(cut(lines, dialect.separator));
  return dialect;
}

}  // namespace plim
