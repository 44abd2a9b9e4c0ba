#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "plim/data/data_format.hpp"

namespace plim {

/// How the rows of a text are written: what its format says, and what was found out of the rest.
struct Dialect {
  char separator = ',';  // '\0': none
  char decimal = '.';
  std::string comment = "#";  // what begins a comment; "": nothing
  bool row_names = false;     // the first line lacks the name of the first column
};

/// True of a line that is left out: one that begins with the mark of comments; if that is # alone, as it is
/// without being asked for, also a blank or # stands behind it, or nothing.
bool is_comment(std::string_view line, const std::string& comment);

/// Finds out what stands between fields: the one of tab, semicolon, comma and bar that cuts all of the first
/// lines into as many fields; else blanks or colons, if some field is a number in all lines but perhaps the
/// first, or a tab or blanks where the first line names all columns but that of the row names, as R's
/// write.table does. A comma is the mark of fractions if it is not the separator, numbers with other than
/// three digits behind it show it, and points stand at most where those of thousands do. `head`: the begin of
/// the text; `whole`: all of it. Throws Error(data) with `name` where two separators do.
Dialect find_dialect(std::string_view head, bool whole, const DataFormat& format, const std::string& name);

}  // namespace plim
