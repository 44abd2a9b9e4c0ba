#include <algorithm>
#include <cmath>
#include <iostream>

#include "arguments.hpp"
#include "data_input.hpp"
#include "evaluation_notes.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/estimators/evaluation/cluster_bootstrap.hpp"
#include "plim/random/address.hpp"

namespace plim::cli {
namespace {

/// Columns of the file, in the order in which they are read; "" where one is not asked for.
struct EvaluationColumns {
  std::string loss, against, score, against_score, tokens, bytes, cluster, task;
};

Options evaluate_options() {
  Options options("evaluate FILE --loss COLUMN [--against COLUMN] [--score COLUMN] [options]", "FILE");
  options.add(
      {{"loss", Takes::text,
        "column of the losses of a model, -ln of probabilities, a row an item; of JSON "
        "lines, which are known by their brace, a field, as in a.b",
        ""},
       {"against", Takes::text, "column of the losses of another model on the same items", ""},
       {"score", Takes::text, "column of its scores: 0 or 1 (true, false), or any numbers", ""},
       {"against-score", Takes::text, "column of the other model's scores", ""},
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

EvaluationColumns read_columns_asked(const Options& options) {
  const EvaluationColumns c{options.text("loss"),          options.text("against"), options.text("score"),
                            options.text("against-score"), options.text("tokens"),  options.text("bytes"),
                            options.text("cluster"),       options.text("task")};
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
    if (std::find(rules.errors.begin(), rules.errors.end(), ErrorBy::block) == rules.errors.end())
      refuse_usage("--block goes with --se block");
    if (options.integer("block") < 1) refuse_usage("--block must be a number of rows from 1 on");
    rules.block = static_cast<std::size_t>(options.integer("block"));
  }
  const std::int64_t resamples = options.integer("resamples");
  if (resamples < 2 || resamples >= sub_limit)
    refuse_usage("--resamples must be from 2 to " + std::to_string(sub_limit - 1));
  rules.resamples = static_cast<std::uint32_t>(resamples);
  return rules;
}

TableOptions table_of(const EvaluationColumns& c) {
  TableOptions table;
  for (const std::string* name : {&c.loss, &c.against, &c.score, &c.against_score, &c.tokens, &c.bytes}) {
    if (!name->empty()) table.numbers.push_back(*name);
  }
  for (const std::string* name : {&c.score, &c.against_score}) {
    if (!name->empty()) table.truths.push_back(*name);
  }
  for (const std::string* name : {&c.cluster, &c.task}) {
    if (!name->empty()) table.labels.push_back(*name);
  }
  return table;
}

/// Hands out the columns of a table in the order in which they were asked for.
class EvaluationTable {
 public:
  EvaluationTable(TableData& data, std::string file) : data_(data), file_(std::move(file)) {}

  NumberColumn numbers(const std::string& asked) {
    return asked.empty() ? NumberColumn{} : std::move(data_.numbers[next_number_++]);
  }
  ItemGroups labels(const std::string& asked) {
    if (asked.empty()) return {};
    LabelColumn& column = data_.labels[next_label_++];
    return {column.name, std::move(column.labels), std::move(column.of)};
  }
  /// Whole numbers of which none is below `least`, nor all are 0.
  std::vector<double> sizes(const std::string& asked, double least) {
    NumberColumn column = numbers(asked);
    double total = 0;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      const double x = column.values[i];
      total += x;
      if (x >= least && x == std::floor(x) && x <= real(largest_whole)) continue;
      throw Error(ExitCode::data, file_ + ":" + std::to_string(data_.lines[i]) + ": " + column.name + " is " +
                                      round_trip(x) + ", but must be an integer from " +
                                      std::to_string(static_cast<int>(least)) + " on");
    }
    if (!asked.empty() && !(total > 0))
      throw Error(ExitCode::data, file_ + ": " + column.name + " is 0 in every row");
    return std::move(column.values);
  }
  /// Refuses scores that are no finite numbers.
  NumberColumn scores(const std::string& asked) {
    NumberColumn column = numbers(asked);
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      if (!std::isfinite(column.values[i]))
        throw Error(ExitCode::data, file_ + ":" + std::to_string(data_.lines[i]) + ": " + column.name +
                                        " is infinite, but a score must be a finite number");
    }
    return column;
  }

 private:
  TableData& data_;
  std::string file_;
  std::size_t next_number_ = 0, next_label_ = 0;
};

std::vector<double> differences_of(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> gaps(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) gaps[i] = a[i] - b[i];
  return gaps;
}

bool is_binary(const std::vector<double>& x) {
  return std::all_of(x.begin(), x.end(), [](double v) { return v == 0 || v == 1; });
}

/// A loss, its bits per byte if there are bytes.
void add_losses(EvaluationItems& items, const NumberColumn& loss, const std::vector<double>& tokens,
                const std::vector<double>& bytes, double nats) {
  if (loss.values.empty()) return;
  items.series.push_back({SeriesKind::loss, loss.name, "", loss.values, tokens});
  if (bytes.empty()) return;
  std::vector<double> bits = loss.values;
  for (double& x : bits) x *= nats / std::log(2.0);
  items.series.push_back({SeriesKind::bits_per_byte, loss.name, "", std::move(bits), bytes});
}

EvaluationItems items_of(TableData& data, const EvaluationColumns& columns, const EvaluationWords& words) {
  EvaluationItems items;
  items.n = static_cast<std::size_t>(data.n);
  EvaluationTable table(data, words.file);
  const NumberColumn loss = table.numbers(columns.loss), against = table.numbers(columns.against);
  const NumberColumn score = table.scores(columns.score), other = table.scores(columns.against_score);
  const std::vector<double> tokens = table.sizes(columns.tokens, 1), bytes = table.sizes(columns.bytes, 0);
  items.clusters = table.labels(columns.cluster);
  items.tasks = table.labels(columns.task);
  add_losses(items, loss, tokens, bytes, words.nats);
  add_losses(items, against, tokens, bytes, words.nats);
  if (!columns.against.empty())
    items.series.push_back(
        {SeriesKind::loss_gap, loss.name, against.name, differences_of(loss.values, against.values), tokens});
  const bool shares = is_binary(score.values) && is_binary(other.values);
  for (const NumberColumn* column : {&score, &other}) {
    if (!column->values.empty())
      items.series.push_back({SeriesKind::score, column->name, "", column->values, {}, shares});
  }
  if (!columns.against_score.empty())
    items.series.push_back({SeriesKind::score_gap,
                            score.name,
                            other.name,
                            differences_of(score.values, other.values),
                            {},
                            shares});
  return items;
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
  said.file = name_of(options.operand());
  const double vocabulary =
      options.given("vocabulary") ? static_cast<double>(options.natural("vocabulary")) : 0;
  TableData data = read_table_data(options, options.operand(), table_of(columns));
  said.missing = data.missing;
  const EvaluationItems items = items_of(data, columns, said);
  const Evaluation evaluation = evaluate(items, rules);
  const std::vector<std::string> notes = evaluation_notes(data, items, evaluation, rules, said, vocabulary);
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
