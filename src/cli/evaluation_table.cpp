#include "evaluation_table.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data_input.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/core/real.hpp"

namespace plim::cli {
namespace {

TableOptions table_of(const EvaluationColumns& c, bool is_second) {
  TableOptions asked;
  for (const std::string* name : {&c.loss, &c.against, &c.score, &c.against_score, &c.tokens, &c.bytes}) {
    if (!name->empty()) asked.numbers.push_back(*name);
  }
  for (const std::string* name : {&c.score, &c.against_score}) {
    if (!name->empty()) asked.truths.push_back(*name);
  }
  for (const std::string* name : {&c.cluster, &c.task}) {
    if (!name->empty()) asked.labels.push_back(*name);
  }
  asked.texts = c.items;
  for (const std::string* name : {&c.tokens, &c.bytes, &c.cluster, &c.task}) {
    if (is_second && *name != c.loss && *name != c.score) asked.optional.push_back(*name);
  }
  return asked;
}

/// Hands out the columns of a file in the order in which they were asked for.
class TableColumns {
 public:
  TableColumns(TableData& data, const std::string& file) : data_(data), file_(file) {}

  NumberColumn numbers(const std::string& asked) {
    return asked.empty() ? NumberColumn{} : std::move(data_.numbers[next_number_++]);
  }
  ItemGroups labels(const std::string& asked) {
    if (asked.empty()) return {};
    LabelColumn& column = data_.labels[next_label_++];
    return {column.name, std::move(column.labels), std::move(column.of)};
  }
  ItemColumn losses(const std::string& asked) {
    NumberColumn column = numbers(asked);
    return {column.name, column.name, 0, std::move(column.values)};
  }
  /// Refuses scores that are no finite numbers.
  ItemColumn scores(const std::string& asked) {
    ItemColumn column = losses(asked);
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      if (!std::isfinite(column.values[i]))
        refuse(i, column.name + " is infinite, but a score must be a finite number");
    }
    return column;
  }
  /// Whole numbers of which none is below `least`, nor all are 0.
  NumberColumn sizes(const std::string& asked, int least) {
    NumberColumn column = numbers(asked);
    double total = 0;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      const double x = column.values[i];
      total += x;
      if (x >= least && x == std::floor(x) && x <= real(largest_whole)) continue;
      refuse(i, column.name + " is " + round_trip(x) + ", but must be an integer from " +
                    std::to_string(least) + " on");
    }
    if (!column.values.empty() && !(total > 0))
      throw Error(ExitCode::data, file_ + ": " + column.name + " is 0 in every row");
    return column;
  }

 private:
  [[noreturn]] void refuse(std::size_t row, const std::string& message) const {
    throw Error(ExitCode::data, file_ + ":" + std::to_string(data_.lines[row]) + ": " + message);
  }

  TableData& data_;
  const std::string& file_;
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
void add_losses(EvaluationItems& items, const ItemColumn& loss, const ItemTable& rows, double nats) {
  if (loss.values.empty()) return;
  const bool nonnegative =
      std::all_of(loss.values.begin(), loss.values.end(), [](double x) { return x >= 0; });
  items.series.push_back({SeriesKind::loss, loss.name, "", loss.values, rows.tokens.values, false,
                          nonnegative, loss.header, loss.source});
  if (rows.bytes.values.empty()) return;
  std::vector<double> bits = loss.values;
  for (double& x : bits) x *= nats / std::log(2.0);
  items.series.push_back(
      {SeriesKind::bits_per_byte, loss.name, "", std::move(bits), rows.bytes.values, false, nonnegative});
}

void add_scores(EvaluationItems& items, const ItemColumn& score) {
  if (score.values.empty()) return;
  items.series.push_back({SeriesKind::score,
                          score.name,
                          "",
                          score.values,
                          {},
                          is_binary(score.values),
                          false,
                          score.header,
                          score.source});
}

void add_gap(EvaluationItems& items, SeriesKind kind, const ItemColumn& first, const ItemColumn& second,
             const std::vector<double>& weights, bool shares) {
  if (second.values.empty()) return;
  items.series.push_back(
      {kind, first.name, second.name, differences_of(first.values, second.values), weights, shares});
}

}  // namespace

ItemTable read_item_table(const Options& options, const std::string& path, const EvaluationColumns& columns,
                          bool is_second) {
  TableData data = read_table_data(options, path, table_of(columns, is_second));
  const std::string file = name_of(path);
  TableColumns from(data, file);
  ItemTable rows;
  rows.n = static_cast<std::size_t>(data.n);
  rows.missing = data.missing;
  rows.loss = from.losses(columns.loss);
  rows.against = from.losses(columns.against);
  rows.score = from.scores(columns.score);
  rows.against_score = from.scores(columns.against_score);
  rows.tokens = from.sizes(columns.tokens, 1);
  rows.bytes = from.sizes(columns.bytes, 0);
  rows.clusters = from.labels(columns.cluster);
  rows.tasks = from.labels(columns.task);
  rows.names = std::move(data.texts);
  rows.sources.push_back({file, std::move(data.lines), std::move(data.notes), std::move(data.found)});
  return rows;
}

EvaluationItems items_of(ItemTable rows, double nats) {
  EvaluationItems items;
  items.n = rows.n;
  add_losses(items, rows.loss, rows, nats);
  add_losses(items, rows.against, rows, nats);
  add_gap(items, SeriesKind::loss_gap, rows.loss, rows.against, rows.tokens.values, false);
  add_scores(items, rows.score);
  add_scores(items, rows.against_score);
  const bool shares = is_binary(rows.score.values) && is_binary(rows.against_score.values);
  add_gap(items, SeriesKind::score_gap, rows.score, rows.against_score, {}, shares);
  items.clusters = std::move(rows.clusters);
  items.tasks = std::move(rows.tasks);
  items.sources = std::move(rows.sources);
  return items;
}

}  // namespace plim::cli
