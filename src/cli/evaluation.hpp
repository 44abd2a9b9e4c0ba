#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plim/data/user_data.hpp"
#include "plim/estimators/evaluation/accuracy.hpp"
#include "plim/estimators/evaluation/cluster_bootstrap.hpp"
#include "plim/estimators/evaluation/ratio_mean.hpp"

namespace plim::cli {

/// What an error takes as independent: items, clusters, blocks of consecutive items; or, of items or
/// clusters, by resamples of them.
enum class ErrorBy { iid, cluster, block, bootstrap };
const char* word_of(ErrorBy by);

/// How a file of losses and scores is evaluated.
struct EvaluationRules {
  std::vector<ErrorBy> errors;  // the first is that of verdicts
  std::size_t block = 0;        // items of a block; 0: the whole part of the root of their number
  std::uint32_t resamples = 0;
  double level = 0.95, alpha = 0.05, power = 0.8;
  std::uint64_t seed = 0;
  evaluation::RunAll run = evaluation::run_in_turn;  // of resamples
  bool has_error(ErrorBy by) const { return std::find(errors.begin(), errors.end(), by) != errors.end(); }
};

/// What is averaged over items. A gap is of the first model less the second.
enum class SeriesKind { loss, bits_per_byte, loss_gap, score, score_gap };
struct EvaluationSeries {
  SeriesKind kind;
  std::string column, other;    // other: the second one of a gap
  std::vector<double> values;   // [items]
  std::vector<double> weights;  // [items], or empty: 1 an item
  bool shares = false;          // all scores are 0 or 1
  bool nonnegative = false;     // no loss is below 0
  std::string header = "";      // what the file calls the column
  std::size_t source = 0;       // which file that is
  std::string name() const { return other.empty() ? column : column + " - " + other; }
  bool is_gap() const { return kind == SeriesKind::loss_gap || kind == SeriesKind::score_gap; }
};

/// A grouping of items by names: [items] and how many names there are; none: empty.
struct ItemGroups {
  std::string name;
  std::vector<std::string> labels;
  std::vector<std::uint32_t> of;
};

/// A file of items, a row each.
struct EvaluationSource {
  std::string file;
  LineNumbers lines;  // of its rows
  std::vector<std::string> notes;
  std::string found;                     // of its format, as options
  std::vector<std::uint32_t> rows = {};  // [items]; empty: every row is an item, in their order
  /// file:line of an item.
  std::string place(std::size_t item) const {
    return file + ":" + std::to_string(lines[rows.empty() ? item : rows[item]]);
  }
};

struct EvaluationItems {
  std::size_t n = 0;
  std::vector<EvaluationSeries> series;
  ItemGroups clusters, tasks;
  std::vector<EvaluationSource> sources;  // one, or two that were paired
};

/// By which test a p value is.
enum class GapTest { none, student, sign, mcnemar, bootstrap };
const char* word_of(GapTest test);

/// A mean with one of its errors. NaN where there is none.
struct ErrorBar {
  ErrorBy by;
  evaluation::RatioMean mean;
  Limits limits;
  double p = Shape::unknown;  // of a gap 0
  GapTest test = GapTest::none;
  std::string why = {};  // there is no error, where its numbers do not tell
};

struct SeriesResult {
  double value = Shape::unknown, weight = 0;
  std::vector<ErrorBar> bars;                  // as the rules have them
  double iid_se = Shape::unknown;              // whatever the rules are
  std::optional<evaluation::McNemar> mcnemar;  // of a gap of shares
  double p = Shape::unknown;                   // of a gap, that of the verdict
  double adjusted = Shape::unknown;            // over tasks
};

/// All items, or those of a task.
struct EvaluationPart {
  std::string task;
  std::int64_t items = 0, clusters = 0;
  std::vector<SeriesResult> series;  // as the items have them
};

struct Evaluation {
  EvaluationPart all;
  std::vector<EvaluationPart> tasks;
  std::vector<SeriesResult> macro;  // the mean over tasks, if there are any
  bool shared_clusters = false;     // a cluster has items of several tasks
};

Evaluation evaluate(const EvaluationItems& items, const EvaluationRules& rules);

}  // namespace plim::cli
