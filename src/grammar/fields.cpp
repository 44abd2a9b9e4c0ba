#include "plim/grammar/fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plim {
namespace {

constexpr std::array table = {
    Field{"", "study", "table", "", "what the study is about, and its seed"},
    Field{"", "population", "named tables", "", "what is sampled from"},
    Field{"", "sample", "named tables", "", "from which population, how many draws"},
    Field{"", "model", "named tables", "", "what an estimator assumes or fits"},
    Field{"", "estimate", "named tables", "", "which quantity, on which sample, by which estimators"},
    Field{"", "check", "named tables", "", "questions put to the measures"},
    Field{"", "solve", "named tables", "", "searches for the n that reaches a target"},
    Field{"", "replicates", "table", "", "how many independent repetitions"},
    Field{"", "verdict", "table", "", "levels of the checks"},
    Field{"", "time", "table", "", "timing of estimates"},
    Field{"", "output", "table", "", "what is stored besides the measures"},

    Field{"study", "title", "text", "\"\"", "one line for people"},
    Field{"study", "aim", "text", "\"\"", "what the study is to find out"},
    Field{"study", "seed", "integer", "0",
          "0 .. 2^63 - 1; with the texts of the scenarios it fixes every draw"},

    Field{"population", "law", "name", "", "a family, \"joint\" or \"file\""},
    Field{"population", "names", "names", "", "law = \"joint\": the factors, two or more"},
    Field{"population", "levels", "lists of names", "", "law = \"joint\": the levels of each factor"},
    Field{"population", "table", "nested lists", "",
          "law = \"joint\": the probabilities, the last factor innermost"},
    Field{"population", "path", "text", "", "law = \"file\": the data, relative to the study file"},
    Field{"population", "symbols", "name", "", "text: characters, words or bytes"},
    Field{"population", "keep", "name", "\"all\"", "text: all or letters (Unicode L*)"},
    Field{"population", "fold", "name", "\"none\"", "text: none or case (simple case folding)"},
    Field{"population", "column", "text", "",
          "csv: the column of observations by its name, or by its position, as in #2"},
    Field{"population", "count", "text", "", "csv: the column that says how often each was observed"},
    Field{"population", "header", "true or false", "",
          "csv: whether the first row names the columns; absent: it does if column is a name in it"},
    Field{
        "population", "missing", "name", "\"refuse\"",
        "csv: refuse a word for a missing value, as NA, ? or -; none: such words are values like any other"},
    Field{"population", "columns", "table", "", "csv: several columns by name"},
    Field{"population", "cluster", "text", "", "csv: the column that groups dependent rows"},
    Field{"population", "draw", "name", "\"iid\"",
          "iid: independent draws; without_replacement: from items that are counted"},

    Field{"sample", "from", "names", "", "populations, each by itself"},
    Field{"sample", "n", "integers", "", "a size, or a grid of sizes, 1 .. 2^53"},
    Field{"sample", "path", "name", "\"nested\"",
          "nested: one growing sample; independent: a new one at each n"},
    Field{"sample", "route", "name", "\"auto\"",
          "auto; draw: one by one; short: an exact shortcut or a fault"},

    Field{"model", "likelihood", "name", "", "a family"},
    Field{"model", "prior", "tables", "", "prior.PARAMETER = { law = ..., ... }"},
    Field{"model", "smoothing", "name", "", "instead of a likelihood: a law fitted by counting"},
    Field{"model", "order", "integer", "0", "symbols of context of a smoothing"},
    Field{"model", "vocabulary", "name", "", "which symbols the fitted law knows"},
    Field{"model", "train", "name", "", "the sample that the law is fitted to; absent: the sample itself"},

    Field{"estimate", "of", "name", "", "the estimand: a name, or { NAME = arguments, given = ... }"},
    Field{"estimate", "on", "names", "", "samples, each by itself"},
    Field{"estimate", "model", "names", "", "models, each by itself"},
    Field{"estimate", "with", "names", "", "estimators: names, or { use, label, options... }"},
    Field{"estimate", "interval", "table", "", "{ level, method }"},
    Field{"estimate", "unit", "name", "\"nat\"", "of information: nat, bit or hartley"},
    Field{"estimate", "against", "name", "", "the estimator that others are compared with, pairwise"},

    Field{"interval", "level", "grid", "0.95", "confidence or probability, in (0, 1)"},
    Field{"interval", "method", "names", "", "the estimator's own if absent"},
    Field{"interval", "scale", "name", "", "the scale on which the interval is made"},

    Field{"prior", "law", "name", "", "law of the parameter before the data"},

    Field{"use", "use", "name", "", "the estimator"},
    Field{"use", "label", "text", "", "what the series is called; the name and options if absent"},

    Field{"check", "estimate", "name", "", "the estimate that it is about"},
    Field{"check", "sample", "name", "",
          "fits: the sample that it is about, instead of estimate and measure"},
    Field{"check", "with", "names", "", "series by their labels; all of the estimate if absent"},
    Field{"check", "measure", "name", "", "a measure, identity or max_abs_difference"},
    Field{"check", "to", "name", "", "identity, max_abs_difference: the series to compare with"},
    Field{"check", "at", "table", "",
          "where: SAMPLE.n, SAMPLE.from, a parameter: a value, a list, { from, to }"},
    Field{"check", "margin", "table", "",
          "{ relative, absolute, sd }: equal up to the largest of these; if absent what is usual: of equals "
          "and "
          "approaches relative = 0.1, of bias the larger of that and sd = 0.1, of mean sd = 0.1 (less a "
          "control variate); of slope absolute = 0.05; of fits relative = 0.01; of bounds none"},
    Field{"check", "expect", "name", "\"confirmed\"", "confirmed, or refuted for a claim known to be wrong"},

    Field{"margin", "relative", "number", "", "of the target, at most 1; of fits: of the probabilities"},
    Field{"margin", "absolute", "number", "",
          "in the unit of the measure; not as wide as all that the measure can be"},
    Field{"margin", "sd", "number", "", "of the error of one estimate, less its control variate; at most 10"},

    Field{"verdict", "level", "number", "0.01", "chance of any wrong refutation in the run, in (0, 0.5)"},
    Field{"verdict", "max_failures", "number", "0.05",
          "share of replicates without an estimate, 0 to 1, above which the others decide no check"},
    Field{"verdict", "looks", "integers", "",
          "numbers of replicates at which verdicts may be asked; others are exploratory"},

    Field{"replicates", "fixed", "integer", "", "this many, 1 .. 2^40 - 1"},
    Field{"replicates", "block", "integer", "64", "replicates that are recorded together"},
    Field{"replicates", "rule", "name", "", "how many are needed is found out"},
    Field{"replicates", "max", "integer", "", "of a rule: at most"},
    Field{"replicates", "targets", "tables", "", "of a rule: the precision wanted"},

    Field{"output", "keep", "names", "", "estimates: every replicate's, not only sixteen"},
    Field{"output", "samples", "name", "", "the samples themselves, in this form"},
    Field{"output", "trajectories", "integer", "16", "leading replicates whose estimates are stored"},
};

/// Keys of the grammar that no study can use yet: validation names them, lists and suggestions do not.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> to_come = {{{"", "solve"},
                                                                                    {"", "time"},
                                                                                    {"population", "columns"},
                                                                                    {"population", "cluster"},
                                                                                    {"model", "order"},
                                                                                    {"model", "vocabulary"},
                                                                                    {"model", "train"},
                                                                                    {"interval", "scale"},
                                                                                    {"replicates", "rule"},
                                                                                    {"replicates", "max"},
                                                                                    {"replicates", "targets"},
                                                                                    {"output", "samples"}}};

}  // namespace

std::span<const Field> fields() { return table; }

bool is_to_come(const Field& field) {
  return std::find(to_come.begin(), to_come.end(),
                   std::pair<std::string_view, std::string_view>(field.kind, field.key)) != to_come.end();
}

const Field* find_field(std::string_view kind, std::string_view key) {
  for (const Field& f : table) {
    if (f.kind == kind && f.key == key) return &f;
  }
  return nullptr;
}

std::vector<std::string> keys_of(std::string_view kind) {
  std::vector<std::string> keys;
  for (const Field& f : table) {
    if (f.kind == kind && !is_to_come(f)) keys.emplace_back(f.key);
  }
  return keys;
}

}  // namespace plim
