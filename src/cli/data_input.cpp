#include "data_input.hpp"

#include <map>

#include "plim/core/memory.hpp"
#include "plim/data/decoding.hpp"
#include "plim/data/factor_columns.hpp"
#include "plim/data/point_columns.hpp"
#include "plim/study/words.hpp"
#include "plim/theory/estimand.hpp"
#include "progress.hpp"

namespace plim::cli {
namespace {

constexpr const char* field_key = "field";

/// Options that say something of rows, and nothing of a text.
Words row_options() {
  Words names = {"counts", "column", "count", "columns", "no-header", "sum-duplicates"};
  for (const FormatKey& key : format_keys()) {
    if (!key.of_text) names.push_back(key.name);
  }
  return names;
}

void refuse_together(const Options& options, const std::string& one, const Words& others) {
  if (!options.given(one)) return;
  for (const std::string& other : others) {
    if (options.given(other))
      throw Error(ExitCode::usage, "--" + one + " and --" + other + " do not go together");
  }
}

bool has_counts(const Options& options) { return options.given("counts") || options.given("count"); }

/// Refuses options of one form of data beside another form.
void refuse_idle_options(const Options& options) {
  refuse_together(options, "symbols", row_options());
  for (const std::string name : {"keep", "fold"}) {
    if (!options.given("symbols") && options.given(name))
      throw Error(ExitCode::usage, "--" + name + " goes with --symbols");
  }
  if (options.given("factors") && options.given("column") && !has_counts(options))
    throw Error(ExitCode::usage, "--column goes with --counts where there are --factors");
  refuse_together(options, "columns", {"counts", "count", "column", "factors", "k", "fits"});
  refuse_together(options, field_key,
                  {"counts", "count", "column", "columns", "factors", "header", "separator"});
  refuse_together(options, "header", {"no-header"});
  if (options.given("sum-duplicates") && (!has_counts(options) || options.given("factors")))
    throw Error(ExitCode::usage, "--sum-duplicates goes with --counts, and not with --factors");
}

DataFormat format_of(const Options& options) {
  FormatWords words;
  for (const FormatKey& key : format_keys()) {
    if (!options.has(key.name)) continue;
    words.*key.word = options.text(key.name);
    if (const std::optional<std::string> why = refuse_word(key, words.*key.word))
      throw Error(ExitCode::usage, std::string("--") + key.name + " " + *why);
  }
  if (options.given("no-header")) words.header = "no";
  if (const std::optional<std::string> why = refuse_words(words)) throw Error(ExitCode::usage, *why);
  DataFormat format = data_format(words);
  format.may_be_empty = options.given("prior");
  format.sum_duplicates = options.given("sum-duplicates");
  return format;
}

TextOptions text_of(const Options& options, const DataFormat& format) {
  TextOptions text =
      text_options(options.choice("symbols", {"characters", "words", "bytes"}),
                   options.choice("keep", {"all", "letters"}), options.choice("fold", {"none", "case"}));
  text.of = format.encoding;
  return text;
}

/// Bytes, or with k, M or G behind them 1024, 1024^2 or 1024^3 of them.
std::uint64_t bytes_of(const std::string& words) {
  static const std::map<char, int> shifts = {{'k', 10}, {'K', 10}, {'M', 20}, {'G', 30}};
  const auto unit = words.empty() ? shifts.end() : shifts.find(words.back());
  const std::string digits = unit == shifts.end() ? words : words.substr(0, words.size() - 1);
  const bool number = !digits.empty() && digits.size() <= 9 + (unit == shifts.end() ? 6U : 0U) &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
  if (!number)
    throw Error(ExitCode::usage,
                "--max-input is \"" + words + "\", but must be bytes, as in 4000000 or 64M or 2G");
  return std::stoull(digits) << (unit == shifts.end() ? 0 : unit->second);
}

/// `of_one`: of one column, so that of JSON lines an option names the field.
std::vector<Option> format_options(bool of_one) {
  static const FormatWords usual;
  std::vector<Option> all;
  for (const FormatKey& key : format_keys()) {
    if (!of_one && std::string_view(key.name) == field_key) continue;
    std::string values;
    for (const std::string_view value : key.values)
      values += (values.empty() ? "" : ", ") + std::string(value);
    all.push_back({key.name, Takes::text, key.help + (values.empty() ? "" : " (" + values + ")"),
                   (usual.*key.word).c_str()});
  }
  return all;
}

std::vector<Option> input_options() {
  return {{"no-header", Takes::nothing, "the same as --header no"},
          {"max-input", Takes::text, "read no more bytes than this, as in 64M or 2G", "16G"}};
}

/// Calls work(bytes) on a file that is open, saying how far reading it is.
template <class Work>
auto with_open_data(const Options& options, const std::string& path, const std::string& encoding,
                    const Work& work) {
  Progress progress(options.given("quiet"), bytes_read);
  const InputLimits limits{true, bytes_of(options.text("max-input")),
                           [&progress](std::uint64_t done, std::uint64_t all) { progress(done, all); }};
  const Bytes bytes = open_data(path, encoding, limits);
  return work(*bytes);
}

UserData read_rows(const Options& options, const DataFormat& format, ByteStream& bytes,
                   const std::string& name) {
  const bool counts = has_counts(options);
  const std::string column = options.text("column"), count = options.text("count");
  if (!options.text("factors").empty()) {
    const bool ordered = options.text("of").find(transfer_entropy_estimand.name) != std::string::npos;
    return read_factors(bytes,
                        {split_outside(options.text("factors"), ','), counts, count.empty() ? column : count,
                         format, ordered},
                        name);
  }
  if (!options.text("columns").empty())
    return read_points(bytes, split_outside(options.text("columns"), ','), format, name);
  const bool both = !count.empty() || !counts;
  UserData data = read_columns(bytes, {counts, both ? column : "", both ? count : column, format}, name);
  if (!options.text("success").empty()) take_success(data, options.text("success"), name);
  return data;
}

UserData read_as_asked(const Options& options, const std::string& path) {
  refuse_idle_options(options);
  const DataFormat format = format_of(options);
  const std::string name = name_of(path);
  if (!options.given("symbols")) {
    return with_open_data(options, path, format.encoding,
                          [&](ByteStream& bytes) { return read_rows(options, format, bytes, name); });
  }
  const TextOptions symbols = text_of(options, format);
  return with_open_data(options, path, symbols.encoding(),
                        [&](ByteStream& bytes) { return read_text(read_all(bytes), symbols, name); });
}

}  // namespace

std::string name_of(const std::string& path) { return name_of_data(path); }

void add_data_options(Options& options) {
  options.add(
      {{"counts", Takes::nothing,
        "the numbers are counts of classes (of two columns the other one names the classes)"},
       {"column", Takes::text,
        "column of a csv, with --counts alone that of the counts: its name, or its position from 1; #2 is "
        "always a position",
        ""},
       {"count", Takes::text, "column of the counts of the classes, or values, that stand in --column", ""},
       {"sum-duplicates", Takes::nothing, "with --counts: rows of one class are added up, else refused"},
       {"columns", Takes::text,
        "columns of a csv that are the coordinates of points, as in a,b,c, of which --of mean, covariance, "
        "entropy and mutual_information are",
        ""},
       {"factors", Takes::text,
        "columns of a csv that are the factors of a joint law, as in A,B; with --counts its rows are cells",
        ""},
       {"success", Takes::text,
        "of bernoulli on names: the class whose probability is p, against all others (default: the second)",
        ""}});
  options.add(format_options(true));
  options.add(input_options());
  options.add({{"symbols", Takes::text, "DATA is a text of characters, words or bytes", ""},
               {"keep", Takes::text, "of a text: all or letters", "all"},
               {"fold", Takes::text, "of a text: none or case", "none"}});
}

void add_table_options(Options& options) {
  options.add(format_options(false));
  options.add(input_options());
}

UserData read_data(const Options& options, const std::string& path) {
  return with_memory([&path] { return purpose_of_reading(path); },
                     [&options, &path] { return read_as_asked(options, path); });
}

TableData read_table_data(const Options& options, const std::string& path, TableOptions columns) {
  refuse_together(options, "header", {"no-header"});
  columns.format = format_of(options);
  return with_memory([&path] { return purpose_of_reading(path); },
                     [&] {
                       return with_open_data(options, path, columns.format.encoding, [&](ByteStream& bytes) {
                         return read_table(bytes, columns, name_of(path));
                       });
                     });
}

}  // namespace plim::cli
