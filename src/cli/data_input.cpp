#include "data_input.hpp"

#include "plim/data/factor_columns.hpp"
#include "plim/data/input.hpp"
#include "plim/data/point_columns.hpp"
#include "plim/study/words.hpp"

namespace plim::cli {
namespace {

/// Refuses options of one form of data beside another form.
void refuse_idle_options(const Options& options) {
  const auto said = [&](const char* name) { return options.given(name); };
  const bool text = said("symbols");
  for (const std::string name : {"counts", "column", "columns", "header", "no-header", "missing"}) {
    if (text && said(name.c_str()))
      throw Error(ExitCode::usage, "--symbols and --" + name + " do not go together");
  }
  for (const std::string name : {"keep", "fold"}) {
    if (!text && said(name.c_str())) throw Error(ExitCode::usage, "--" + name + " goes with --symbols");
  }
  if (said("factors") && said("column") && !said("counts"))
    throw Error(ExitCode::usage, "--column goes with --counts where there are --factors");
  for (const std::string name : {"counts", "column", "factors", "classes", "second", "k", "fits"}) {
    if (said("columns") && said(name.c_str()))
      throw Error(ExitCode::usage, "--columns and --" + name + " do not go together");
  }
  if (said("classes") && (!said("counts") || said("factors")))
    throw Error(ExitCode::usage, "--classes goes with --counts, and not with --factors");
}

CsvOptions csv_options(const Options& options) {
  CsvOptions csv;
  const bool said = options.given("header"), no = options.given("no-header");
  if (said && no) throw Error(ExitCode::usage, "--header and --no-header do not go together");
  if (said || no) csv.header = !no && options.choice("header", {"yes", "no"}) == "yes";
  csv.may_be_empty = options.given("prior");
  csv.missing_words = options.choice("missing", {"refuse", "none"}) == "refuse";
  return csv;
}

TextOptions text_of(const Options& options) {
  return text_options(options.choice("symbols", {"characters", "words", "bytes"}),
                      options.choice("keep", {"all", "letters"}), options.choice("fold", {"none", "case"}));
}

}  // namespace

void add_data_options(Options& options) {
  options.add(
      {{"counts", Takes::nothing,
        "the numbers are counts of classes (of two columns the other one names the classes)"},
       {"column", Takes::text,
        "column of a csv, with --counts that of the counts: its name, or its position from 1; #2 is always a "
        "position",
        ""},
       {"classes", Takes::text, "with --counts: the column that names the classes", ""},
       {"columns", Takes::text,
        "columns of a csv that are the coordinates of points, as in a,b,c, of which --of mean and covariance "
        "are",
        ""},
       {"factors", Takes::text,
        "columns of a csv that are the factors of a joint law, as in A,B; with --counts its rows are cells",
        ""},
       {"header", Takes::text,
        "yes: the first row names the columns, even if it is numbers; no: it is data, even if it is none "
        "(default: what it looks like)"},
       {"no-header", Takes::nothing, "the same as --header no"},
       {"missing", Takes::text,
        "refuse a word for a missing value, as NA, ? or -; none: such words are values like any other",
        "refuse"},
       {"symbols", Takes::text, "DATA is a text of characters, words or bytes", ""},
       {"keep", Takes::text, "of a text: all or letters", "all"},
       {"fold", Takes::text, "of a text: none or case", "none"}});
}

std::string name_of(const std::string& path) { return path == "-" ? "standard input" : path; }

UserData read_data(const Options& options, const std::string& path) {
  refuse_idle_options(options);
  const std::string name = name_of(path);
  const std::string bytes = path == "-" ? read_standard_input() : read_file(path, true);
  const bool counts = options.given("counts");
  const std::string column = options.text("column"), classes = options.text("classes");
  const CsvOptions csv = csv_options(options);
  if (!options.text("factors").empty())
    return read_factors(bytes, {split_outside(options.text("factors"), ','), counts, column, csv}, name);
  if (!options.text("columns").empty())
    return read_points(bytes, split_outside(options.text("columns"), ','), csv, name);
  if (!options.text("symbols").empty()) return read_text(bytes, text_of(options), name);
  return read_columns(bytes, {counts, counts ? classes : column, counts ? column : "", csv}, name);
}

}  // namespace plim::cli
