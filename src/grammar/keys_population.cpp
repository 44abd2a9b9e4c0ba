#include "forms.hpp"
#include "keys.hpp"

namespace plim {
namespace {

bool is_joint(const PopulationSpec& p) { return p.law == "joint"; }
bool is_pair(const PopulationSpec& p) { return p.is_pair(); }
bool is_positive(double ratio) { return ratio > 0; }
bool is_file(const PopulationSpec& p) { return p.law == "file"; }
bool is_text(const PopulationSpec& p) { return is_file(p) && !p.symbols.empty(); }
bool is_rows(const PopulationSpec& p) {
  return is_file(p) && p.symbols.empty() &&
         !(p.column.empty() && p.format.field.empty() && p.columns.empty());
}
bool is_table(const PopulationSpec& p) { return is_rows(p) && p.format.field.empty() && p.columns.empty(); }
bool is_observed(const PopulationSpec& p) { return is_rows(p) && p.columns.empty(); }
bool is_counted(const PopulationSpec& p) { return is_table(p) && !p.count.empty(); }

/// The words of a format of data, in any order after the columns.
void add_format_keys(TableKeys<PopulationSpec>& keys) {
  static const FormatWords usual;
  static std::vector<std::string> fallbacks;
  fallbacks.reserve(format_keys().size());
  for (const FormatKey& key : format_keys()) {
    const std::string& word = usual.*key.word;
    fallbacks.push_back(word.empty() ? "" : quoted(word));
    const char* form = key.values.empty() ? "text" : "name";
    if (key.word == &FormatWords::field) continue;  // stands beside column
    keys.push_back({{key.name, form, fallbacks.back().c_str(), key.help},
                    format_form(key),
                    {.when = key.of_text ? is_file : is_rows}});
  }
}

TableKeys<PopulationSpec> plain_population_keys() {
  return {
      {{"law", "name", "", "a family or other population of plim list"}, law_form(), {.required = true}},
      {{"draw", "name", "\"iid\"",
        "iid: independent draws; without_replacement: from items that are counted; clusters: see cluster"},
       draw_form()},
      {{"names", "names", "", "law = \"joint\": the factors, two or more"},
       factor_names_form(),
       {.required = true, .when = is_joint}},
      {{"levels", "lists of names", "", "law = \"joint\": the levels of each factor"},
       factor_levels_form(),
       {.required = true, .when = is_joint}},
      {{"table", "nested lists", "", "law = \"joint\": the probabilities, the last factor innermost"},
       joint_table_form(),
       {.required = true, .when = is_joint}},
      {{"first", "name", "", "law = \"two_samples\": the population of the first sample, which has n draws"},
       text(&PopulationSpec::first),
       {.required = true, .refers = "population", .when = is_pair}},
      {{"second", "name", "", "law = \"two_samples\": the population of the second sample"},
       text(&PopulationSpec::second),
       {.required = true, .refers = "population", .when = is_pair}},
      {{"ratio", "number", "1.0", "law = \"two_samples\": draws of the second for each one of the first"},
       number(&PopulationSpec::ratio, is_positive, "must be a number > 0"),
       {.when = is_pair}},
      {{"path", "text", "", "law = \"file\": the data, relative to the study file"},
       text(&PopulationSpec::path),
       {.required = true, .when = is_file}},
      {{"symbols", "name", "", "text: characters, words or bytes"},
       choice(&PopulationSpec::symbols, {"characters", "words", "bytes"}),
       {.when = is_file}},
      {{"keep", "name", "\"all\"", "text: all or letters (Unicode L*)"},
       choice(&PopulationSpec::keep, {"all", "letters"}),
       {.when = is_text}},
      {{"fold", "name", "\"none\"", "text: none or case (simple case folding)"},
       choice(&PopulationSpec::fold, {"none", "case"}),
       {.when = is_text}},
      {{"columns", "table", "", "rows of several numbers: { NAME = \"COLUMN\", ... }, of JSON lines fields"},
       columns_form(),
       {.when = is_file}},
      {{"column", "text", "", "csv: the column of observations by its name, or by its position, as in #2"},
       column_form(),
       {.when = is_file}},
      {{"field", "text", "", "JSON lines: where the value stands in the object of each line, as in a.b"},
       field_form(),
       {.when = is_file}},
      {{"count", "text", "", "csv: the column that says how often each was observed"},
       text(&PopulationSpec::count),
       {.when = is_table}},
      {{"cluster", "text", "",
        "draw = \"clusters\": the column, of JSON lines the field, that says of which cluster a row is"},
       cluster_form(),
       {.when = is_file}},
      {{"sum_duplicates", "true or false", "",
        "csv with a count: rows of one class are added up, else refused"},
       truth(&PopulationSpec::sum_duplicates),
       {.when = is_counted}},
      {{"success", "text", "",
        "the class that p of a bernoulli is of, against all others; absent: the second of two"},
       text(&PopulationSpec::success),
       {.when = is_observed}},
  };
}

}  // namespace

const TableKeys<PopulationSpec>& population_keys() {
  static const TableKeys<PopulationSpec> keys = [] {
    TableKeys<PopulationSpec> all = plain_population_keys();
    add_format_keys(all);
    return all;
  }();
  return keys;
}

const std::vector<WrittenPopulation>& written_populations() {
  static const std::vector<WrittenPopulation> all = [] {
    std::vector<WrittenPopulation> kinds = {
        {"file", "the symbols of a text or the values of a column, as the user's data has them", {}},
        {"joint", "a law of several factors by the table of its probabilities", {}},
        {"two_samples", "samples of two other populations of the study, for what compares them", {}}};
    for (const TableKey<PopulationSpec>& key : population_keys()) {
      if (key.place.when == nullptr || key.field.to_come()) continue;
      kinds[key.place.when == is_joint ? 1 : key.place.when == is_pair ? 2 : 0].keys.push_back(key.field);
    }
    return kinds;
  }();
  return all;
}

}  // namespace plim
