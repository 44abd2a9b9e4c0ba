#include "keys.hpp"

#include "forms.hpp"
#include "plim/grammar/layout.hpp"
#include "plim/random/address.hpp"
#include "tables.hpp"

namespace plim {
namespace {

constexpr std::int64_t any_integer = std::numeric_limits<std::int64_t>::max();
constexpr auto most_replicates = static_cast<std::int64_t>(replicate_limit) - 1;

constexpr auto whole_study = [](auto& study) -> auto& { return study; };
constexpr auto verdict_of = [](auto& study) -> auto& { return study.verdict; };
Entries written_parameters(const PopulationSpec& p) {
  Entries entries;
  for (const auto& [parameter, law] : p.random)
    entries.emplace_back(bare_or_quoted(parameter), "{ random = " + written(law) + " }");
  append(entries, p.parameters);
  return entries;
}

Entries written_options(const ModelSpec& m) {
  Entries entries;
  append(entries, m.options);
  return entries;
}

bool has_checks(const StudySpec& study) { return !study.checks.empty(); }
bool has_likelihood(const ModelSpec& m) { return !m.likelihood.empty() && m.smoothing.empty(); }
bool is_table(const UseSpec& use) { return use.is_table(); }
bool has_smoothing(const ModelSpec& m) { return m.likelihood.empty() && !m.smoothing.empty(); }

}  // namespace

const TableKeys<StudySpec>& root_keys() {
  static const TableKeys<StudySpec> keys = {
      {{"study", "table", "", "what the study is about, and its seed"}, single(study_keys(), whole_study)},
      {{"population", "named tables", "", "what is sampled from"},
       named(&StudySpec::populations, population_keys(), parse_population,
             {.needed = true, .catalogued = written_parameters})},
      {{"sample", "named tables", "", "from which population, how many draws"},
       named(&StudySpec::samples, sample_keys(), parse_sample, {.needed = true, .taken = is_taken_at_root})},
      {{"model", "named tables", "", "what an estimator assumes or fits"},
       named(&StudySpec::models, model_keys(), parse_model, {.catalogued = written_options})},
      {{"estimate", "named tables", "", "which quantity, on which sample, by which estimators"},
       named(&StudySpec::estimates, estimate_keys(), parse_estimate,
             {.needed = true, .taken = is_taken_in_population})},
      {{"check", "named tables", "", "questions put to the measures"},
       named(&StudySpec::checks, check_keys(), parse_check)},
      {{"solve", "", "", ""}, solve_to_come()},
      {{"verdict", "table", "", "levels of the checks"},
       single(verdict_keys(), verdict_of, nullptr, has_checks)},
      {{"time", "table", "", "what an estimate costs, into the .run.json beside the result"}, time_form()},
      {{"replicates", "table", "", "how many independent repetitions"},
       single(replicates_keys(), whole_study,
              "the study has no replicates; write replicates = { fixed = ... }")},
      {{"output", "table", "", "what is stored besides the measures"}, single(output_keys(), whole_study)},
  };
  return keys;
}

const TableKeys<StudySpec>& study_keys() {
  static const TableKeys<StudySpec> keys = {
      {{"title", "text", "\"\"", "one line for people"}, text(&StudySpec::title)},
      {{"aim", "text", "\"\"", "what the study is to find out"}, text(&StudySpec::aim)},
      {{"seed", "integer", "0", "0 .. 2^63 - 1; with the texts of the scenarios it fixes every draw"},
       integer(&StudySpec::seed, 0, any_integer)},
  };
  return keys;
}

const TableKeys<SampleSpec>& sample_keys() {
  static const TableKeys<SampleSpec> keys = {
      {{"from", "names", "", "populations, each by itself"},
       names(&SampleSpec::from),
       {.required = true, .refers = "population"}},
      {{"n", "integers", "",
        "a size, or a grid of sizes, 1 .. 2^53; with a zip one at each point of a population's grid; { "
        "times, "
        "of = \"POPULATION.PARAMETER\" }: multiples of a parameter"},
       sizes_form(),
       {.required = true}},
      {{"path", "name", "\"nested\"", "nested: one growing sample; independent: a new one at each n"},
       choice(&SampleSpec::path, {"nested", "independent"})},
      {{"route", "name", "\"auto\"", "auto; draw: one by one; short: an exact shortcut or a fault"},
       choice(&SampleSpec::route, {"auto", "draw", "short"})},
  };
  return keys;
}

const TableKeys<ModelSpec>& model_keys() {
  static const TableKeys<ModelSpec> keys = {
      {{"likelihood", "name", "", "a family or another model"}, likelihood_form()},
      {{"smoothing", "name", "", "instead of a likelihood: a law fitted by counting"}, smoothing_form()},
      {{"prior", "tables", "", "prior.PARAMETER = { law = ..., ... }"},
       priors_form(),
       {.when = has_likelihood}},
      {{"train", "name", "", "the sample that a smoothing is fitted to, where another one is scored"},
       text(&ModelSpec::train),
       {.refers = "sample", .when = has_smoothing}},
  };
  return keys;
}

const TableKeys<EstimateSpec>& estimate_keys() {
  static const TableKeys<EstimateSpec> keys = {
      {{"of", "name", "", "the estimand: a name, or { NAME = arguments, given = ... }"},
       estimand_form(),
       {.required = true}},
      {{"on", "names", "", "samples, each by itself"},
       names(&EstimateSpec::on),
       {.required = true, .refers = "sample"}},
      {{"model", "names", "", "models, each by itself"}, names(&EstimateSpec::models), {.refers = "model"}},
      {{"unit", "name", "\"nat\"", "of information: nat, bit or hartley"}, unit_form()},
      {{"interval", "table", "", "{ level, method }"}, interval_form()},
      {{"against", "name", "", "the estimator that others are compared with, pairwise"},
       text(&EstimateSpec::against, &EstimateSpec::against_where)},
      {{"with", "names", "", "estimators: names, or { use, label, options... }"},
       uses_form(),
       {.required = true}},
  };
  return keys;
}

const TableKeys<IntervalSpec>& interval_keys() {
  static const TableKeys<IntervalSpec> keys = {
      {{"level", "grid", "0.95", "confidence or probability, in (0, 1)"}, level_form()},
      {{"method", "names", "", "the estimator's own if absent"}, method_form()},
      {{"scale", "name", "", "log: of a perplexity, whose limits are exp of those of its logarithm"},
       choice(&IntervalSpec::scale, {"log"})},
  };
  return keys;
}

const TableKeys<PriorSpec>& prior_keys() {
  static const TableKeys<PriorSpec> keys = {
      {{"law", "name", "", "law of the parameter before the data"},
       word(&PriorSpec::law),
       {.required = true}},
  };
  return keys;
}

const TableKeys<UseSpec>& use_keys() {
  static const TableKeys<UseSpec> keys = {
      {{"use", "name", "", "the estimator; table: estimates that were made elsewhere"},
       word(&UseSpec::name),
       {.required = true}},
      {{"label", "text", "", "what the series is called; the name and options if absent"}, label_form()},
      {{"path", "text", "", "of a table: a csv with the columns scenario, n, replicate and the estimate's"},
       text(&UseSpec::path),
       {.required = true, .when = is_table}},
      {{"column", "text", "", "of a table: the column of the estimates, in the unit of the estimate"},
       text(&UseSpec::column),
       {.required = true, .when = is_table}},
  };
  return keys;
}

const TableKeys<StudySpec>& replicates_keys() {
  static const TableKeys<StudySpec> keys = {
      {{"rule", "", "", ""}, to_come<StudySpec>("rule", true)},
      {{"fixed", "integer", "", "this many, 1 .. 2^40 - 1"},
       integer(&StudySpec::replicates, 1, most_replicates),
       {.required = true}},
      {{"block", "integer", "64", "replicates that are recorded together"},
       integer(&StudySpec::block, 1, 65536)},
  };
  return keys;
}

const TableKeys<TimeSpec>& time_keys() {
  static const TableKeys<TimeSpec> keys = {
      {{"estimates", "names", "", "the estimates whose estimators are timed"},
       names(&TimeSpec::estimates),
       {.required = true}},
      {{"measure", "name", "\"ns_per_estimate\"",
        "nanoseconds of one estimate, with making its view of the sample"},
       choice(&TimeSpec::measure, {"ns_per_estimate"})},
      {{"repeats", "integer", "11", "timings, of which the least and the median are told, 1 .. 10000"},
       integer(&TimeSpec::repeats, 1, 10000)},
      {{"threads", "integer", "1", "1: each estimator is timed alone"}, integer(&TimeSpec::threads, 1, 1)},
  };
  return keys;
}

const TableKeys<StudySpec>& output_keys() {
  static const TableKeys<StudySpec> keys = {
      {{"trajectories", "integer", "16", "leading replicates whose estimates are stored"},
       integer(&StudySpec::trajectories, 0, 65536)},
      {{"keep", "names", "",
        "estimates: every replicate's, not only sixteen; blocks: what each came to, so that the study can be "
        "extended"},
       keep_form()},
      {{"measures", "names", "",
        "of all estimates, measures that are gathered only where asked, as "
        "[\"median\", { quantile = 0.9 }]"},
       measures_form()},
      {{"samples", "name", "\"none\"",
        "none, counts or draws: into NAME.samples.csv beside the result, for estimators elsewhere"},
       unless_default(choice(&StudySpec::written_samples, {"none", "counts", "draws"}))},
  };
  return keys;
}

std::vector<std::pair<std::string, Field>> listed_keys() {
  std::vector<std::pair<std::string, Field>> all;
  const auto add = [&all](const std::string& kind, const auto& keys) {
    for (const auto& key : keys) {
      if (!key.field.to_come())
        all.emplace_back(kind + (kind.empty() ? "" : ".") + key.field.name, key.field);
    }
  };
  add("", root_keys());
  add("study", study_keys());
  add("population", population_keys());
  add("sample", sample_keys());
  add("model", model_keys());
  add("estimate", estimate_keys());
  add("interval", interval_keys());
  add("prior", prior_keys());
  add("use", use_keys());
  add("check", check_keys());
  add("margin", margin_keys());
  add("verdict", verdict_keys());
  add("time", time_keys());
  add("replicates", replicates_keys());
  add("output", output_keys());
  return all;
}

}  // namespace plim
