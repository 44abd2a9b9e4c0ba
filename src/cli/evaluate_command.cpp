#include <algorithm>
#include <cmath>
#include <iostream>
#include <mutex>
#include <utility>

#include "arguments.hpp"
#include "data_input.hpp"
#include "evaluation_notes.hpp"
#include "evaluation_options.hpp"
#include "evaluation_table.hpp"
#include "options.hpp"
#include "paired_items.hpp"
#include "plim/core/name.hpp"
#include "plim/engine/executor.hpp"
#include "plim/estimators/evaluation/cluster_bootstrap.hpp"
#include "plim/random/address.hpp"
#include "progress.hpp"
#include "run_report.hpp"

namespace plim::cli {
namespace {

Options evaluate_options() {
  Options options("evaluate FILE [--second FILE --item COLUMN] --loss COLUMN [options]", "FILE");
  options.add(
      {{"loss", Takes::text,
        "column of the losses of a model, -ln of probabilities, a row an item; of JSON "
        "lines, which are known by their brace, a field, as in a.b",
        ""},
       {"against", Takes::text,
        "column of the losses of another model on the same items; of --second, where it has another name",
        ""},
       {"score", Takes::text, "column of its scores: 0 or 1 (true, false), or any numbers", ""},
       {"against-score", Takes::text, "column of the other model's scores", ""},
       {"second", Takes::text,
        "file of the other model, with the same columns; its rows are paired with those of FILE by --item",
        ""},
       {"item", Takes::text,
        "column that names the item of a row in both files, in any order; or several that together do, as "
        "in doc,position",
        ""},
       {"cluster", Takes::text, "column that says which rows belong together, as the tokens of a document",
        ""},
       {"task", Takes::text, "column of the task of an item: all is said of each, and of their mean", ""},
       {"tokens", Takes::text, "column of the tokens of an item, whose loss is their sum (default: 1 each)",
        ""},
       {"bytes", Takes::text, "column of the bytes of an item, for bits per byte", ""},
       {"se", Takes::texts,
        "standard errors: iid, cluster, block, bootstrap (of clusters where there are some); the first is "
        "that "
        "of verdicts (default: cluster with --cluster, else iid)"},
       {"block", Takes::integer, "rows of a block (default: the root of the number of rows)"},
       {"resamples", Takes::integer, "of the bootstrap", "1000"},
       {"level", Takes::text, "level of intervals", "0.95"},
       {"unit", Takes::text, "of the losses: nat or bit", "nat"},
       {"vocabulary", Takes::natural,
        "symbols of the vocabulary, whose logarithm no useful mean loss passes"},
       {"alpha", Takes::text, "level of tests", "0.05"},
       {"power", Takes::text, "of the gap that would be found, and of the items that it takes", "0.8"},
       {"seed", Takes::natural, "of the bootstrap", "0"},
       threads_option(),
       {"json", Takes::nothing, "as JSON"},
       {"quiet", Takes::nothing, "no notes"}});
  add_table_options(options);
  return options;
}

[[noreturn]] void refuse_usage(const std::string& message) { throw Error(ExitCode::usage, message); }

/// A number between 0 and 1.
double share_option(const Options& options, const std::string& name) {
  const std::vector<double> numbers = read_numbers({options.text(name)}, "--" + name);
  if (numbers.size() != 1 || !(numbers[0] > 0 && numbers[0] < 1))
    refuse_usage("--" + name + " is " + options.text(name) + ", but must be a number between 0 and 1");
  return numbers[0];
}

void require_pairs(const Options& options) {
  if (options.text("item").empty())
    refuse_usage(
        "--second goes with --item COLUMN, which says in both files what item a row is of; rows are not "
        "paired by their order, which says nothing if one file lacks a row");
  if (options.operand() == "-" && options.text("second") == "-")
    refuse_usage("the standard input cannot be both files");
}

EvaluationColumns read_columns_asked(const Options& options) {
  EvaluationColumns c{options.text("loss"),          options.text("against"), options.text("score"),
                      options.text("against-score"), options.text("tokens"),  options.text("bytes"),
                      options.text("cluster"),       options.text("task")};
  if (!options.text("item").empty()) c.items = split_outside(options.text("item"), ',');
  if (c.loss.empty() && c.score.empty())
    refuse_usage("--loss names the column of the losses, --score that of scores; one of them is needed");
  const auto need = [](const std::string& has, const char* option, const std::string& needs,
                       const char* other) {
    if (!has.empty() && needs.empty()) refuse_usage(std::string("--") + option + " goes with --" + other);
  };
  need(c.against, "against", c.loss, "loss");
  need(c.against_score, "against-score", c.score, "score");
  need(c.tokens, "tokens", c.loss, "loss");
  need(c.bytes, "bytes", c.loss, "loss");
  need(options.text("item"), "item", options.text("second"), "second");
  if (!options.text("second").empty()) {
    require_pairs(options);
    return c;
  }
  if (!c.against.empty() && c.against == c.loss) refuse_usage("--loss and --against name one column");
  if (!c.against_score.empty() && c.against_score == c.score)
    refuse_usage("--score and --against-score name one column");
  return c;
}

std::vector<ErrorBy> read_errors(const Options& options, bool has_clusters) {
  std::vector<ErrorBy> errors;
  for (const std::string& words : options.words("se")) {
    for (const std::string& word : split_outside(words, ',')) {
      const std::vector<ErrorBy> all = {ErrorBy::iid, ErrorBy::cluster, ErrorBy::block, ErrorBy::bootstrap};
      const auto by = std::find_if(all.begin(), all.end(), [&](ErrorBy e) { return word == word_of(e); });
      if (by == all.end())
        refuse_usage("--se is \"" + word + "\", but must be some of iid, cluster, block, bootstrap");
      if (*by == ErrorBy::cluster && !has_clusters) refuse_usage("--se cluster goes with --cluster COLUMN");
      if (std::find(errors.begin(), errors.end(), *by) == errors.end()) errors.push_back(*by);
    }
  }
  if (errors.empty()) errors.push_back(has_clusters ? ErrorBy::cluster : ErrorBy::iid);
  return errors;
}

EvaluationRules read_rules(const Options& options, const EvaluationColumns& columns) {
  EvaluationRules rules;
  rules.errors = read_errors(options, !columns.cluster.empty());
  rules.level = share_option(options, "level");
  rules.alpha = share_option(options, "alpha");
  rules.power = share_option(options, "power");
  rules.seed = options.natural("seed");
  if (options.given("block")) {
    if (!rules.has_error(ErrorBy::block)) refuse_usage("--block goes with --se block");
    if (options.integer("block") < 1) refuse_usage("--block must be a number of rows from 1 on");
    rules.block = static_cast<std::size_t>(options.integer("block"));
  }
  const std::int64_t resamples = options.integer("resamples");
  if (resamples < 2 || resamples >= sub_limit)
    refuse_usage("--resamples must be from 2 to " + std::to_string(sub_limit - 1));
  rules.resamples = static_cast<std::uint32_t>(resamples);
  check_evaluation_options(
      options, rules,
      {!columns.loss.empty(),
       !columns.against.empty() || !columns.against_score.empty() || options.given("second")});
  return rules;
}

/// The items of the file, or of the two.
ItemTable read_items(const Options& options, const EvaluationColumns& columns, EvaluationWords& said) {
  const std::string path = options.operand(), other = options.text("second");
  EvaluationColumns own = columns, others = columns;
  if (!other.empty()) {
    own.against = own.against_score = "";
    if (const std::string loss = std::exchange(others.against, ""); !loss.empty()) others.loss = loss;
    if (const std::string score = std::exchange(others.against_score, ""); !score.empty())
      others.score = score;
  }
  ItemTable first = read_item_table(options, path, own);
  said.file = name_of(path);
  said.missing = first.missing;
  if (other.empty()) return first;
  ItemTable second = read_item_table(options, other, others, true);
  said.file += " and " + name_of(other);
  said.missing += second.missing;
  PairedItems pairs = pair_items(std::move(first), std::move(second), options.text("missing") == "omit");
  said.pairing = std::move(pairs.pairing);
  return std::move(pairs.table);
}

/// Resamples are shared by threads, and long ones say how far they are.
Evaluation evaluate_on(const ThreadChoice& threads, const EvaluationItems& items, EvaluationRules rules,
                       bool quiet) {
  Executor executor(threads);
  Progress progress(quiet, resamples_done);
  const std::uint64_t all = rules.resamples * items.series.size() * (1 + items.tasks.labels.size());
  std::uint64_t done = 0;
  std::mutex one_at_a_time;
  rules.run = [&](std::uint64_t count, const std::function<void(std::uint64_t)>& job) {
    executor.run(count, [&](std::uint64_t index, int) {
      job(index);
      const std::scoped_lock lock(one_at_a_time);
      progress(++done, all);
    });
  };
  return evaluate(items, rules);
}

}  // namespace

ExitCode evaluate_command(const Words& words, const Catalogue&) {
  Options options = evaluate_options();
  if (!options.parse(words)) return ExitCode::done;
  const EvaluationColumns columns = read_columns_asked(options);
  const EvaluationRules rules = read_rules(options, columns);
  EvaluationWords said;
  said.unit = options.choice("unit", {"nat", "bit"});
  said.nats = said.unit == "nat" ? 1 : std::log(2.0);
  const double vocabulary =
      options.given("vocabulary") ? static_cast<double>(options.natural("vocabulary")) : 0;
  const EvaluationItems items = items_of(read_items(options, columns, said), said.nats);
  const ThreadChoice threads = choose_threads(options.integer_up_to("threads", most_threads));
  const Evaluation evaluation = evaluate_on(threads, items, rules, options.given("quiet"));
  std::vector<std::string> notes = evaluation_notes(items, evaluation, rules, said, vocabulary);
  if (!threads.note.empty() && rules.has_error(ErrorBy::bootstrap)) notes.push_back(threads.note);
  if (options.given("json")) {
    Json answer = evaluation_json(items, evaluation, rules, said);
    answer["notes"] = notes;
    std::cout << answer.on_lines() << "\n";
  } else {
    print_evaluation(std::cout, items, evaluation, rules, said);
  }
  for (const std::string& note : notes) {
    if (!options.given("quiet")) std::cerr << "note: " << printable(note) << "\n";
  }
  return ExitCode::done;
}

}  // namespace plim::cli
