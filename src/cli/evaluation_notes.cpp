#include "evaluation_notes.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "data_order.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim::cli {
namespace {

constexpr std::int64_t usual_clusters = 30;  // below which Student's t by clusters is known to fall short

using Notes = std::vector<std::string>;

/// How many values hold, and where the first one stands.
template <class Holds>
std::pair<std::int64_t, std::string> count_rows(const EvaluationItems& items, const EvaluationSeries& series,
                                                Holds holds) {
  const auto n = std::count_if(series.values.begin(), series.values.end(), holds);
  if (n == 0) return {0, ""};
  const auto first = static_cast<std::size_t>(
      std::find_if(series.values.begin(), series.values.end(), holds) - series.values.begin());
  return {n, items.sources[series.source].place(first) + ": " + series.header + " is " +
                 fmt::format("{:.6g}", series.values[first])};
}

void note_losses(Notes& notes, const EvaluationItems& items, const EvaluationSeries& series,
                 const SeriesResult& result, const EvaluationWords& words, double vocabulary) {
  const auto [infinite, at] = count_rows(items, series, [](double x) { return std::isinf(x); });
  if (infinite > 0)
    notes.push_back(
        at + (infinite > 1 ? fmt::format(", one of {} infinite losses", infinite) : "") +
        (std::isnan(result.value) ? "; those of both signs leave neither a mean nor a perplexity"
         : result.value > 0
             ? "; so are the mean and the perplexity, and no error or interval says anything of them"
             : "; so is the mean, and the perplexity is 0"));
  const auto [negative, where] = count_rows(items, series, [](double x) { return x < 0; });
  if (negative > 0)
    notes.push_back(where + (negative > 1 ? fmt::format(", one of {} losses below 0", negative) : "") +
                    (negative == static_cast<std::int64_t>(series.values.size())
                         ? "; these look like log probabilities, whose negatives are losses"
                         : "; minus the log of a probability never is, that of a density can be"));
  const double nats = result.value * words.nats;
  if (vocabulary > 1 && std::isfinite(nats) && nats > std::log(vocabulary))
    notes.push_back(
        fmt::format("the mean of {} is {:.4g} nat, above the ln {:.0f} = {:.4g} of a guess that takes all "
                    "symbols as equal: "
                    "losses in another unit (--unit), or of items of several tokens (--tokens)?",
                    series.column, nats, vocabulary, std::log(vocabulary)));
}

void note_bytes(Notes& notes, const EvaluationSeries& series, const SeriesResult& result) {
  if (std::isfinite(result.value) && result.value > 8)
    notes.push_back(
        fmt::format("{} has {:.3g} bits per byte, more than the 8 of a byte as it is: losses in "
                    "another unit (--unit), or of another text than the bytes?",
                    series.column, result.value));
}

/// The bar of a series whose groups count as the fewest of equal weight; null if there is none of that error.
struct FewestGroups {
  const ErrorBar* bar = nullptr;
  const EvaluationSeries* series = nullptr;
};
FewestGroups fewest_groups(const EvaluationItems& items, const EvaluationPart& part, ErrorBy by) {
  FewestGroups fewest;
  for (std::size_t s = 0; s < items.series.size(); ++s) {
    for (const ErrorBar& bar : part.series[s].bars) {
      if (bar.by != by || !(bar.mean.effective > 0)) continue;
      if (!fewest.bar || bar.mean.effective < fewest.bar->mean.effective) fewest = {&bar, &items.series[s]};
    }
  }
  return fewest;
}

/// Of groups that are few, or count as few since some hold most of the weight.
void note_few_groups(Notes& notes, const FewestGroups& fewest, const char* group) {
  if (!fewest.bar || !(fewest.bar->mean.effective < usual_clusters)) return;
  const evaluation::RatioMean& mean = fewest.bar->mean;
  const char* weight = fewest.series->weights.empty()                     ? "items"
                       : fewest.series->kind == SeriesKind::bits_per_byte ? "bytes"
                                                                          : "tokens";
  const bool unequal = mean.effective < 0.9 * real(mean.groups);
  const std::string count = in_number(static_cast<std::size_t>(mean.groups), group);
  const std::string share = mean.largest > 0.99 ? "more than 99" : fmt::format("{:.0f}", 100 * mean.largest);
  const std::string text = unequal
                               ? fmt::format("one of {} holds {} % of the {}, so that they count as {:.2g}",
                                             count, share, weight, mean.effective)
                               : count + " only";
  notes.push_back(text + fmt::format(": intervals by {} take {:.3g} degree{} of freedom, and hold less often "
                                     "than they say where there are few (below about {}), or where one holds "
                                     "much of the weight",
                                     group, mean.df, mean.df == 1 ? "" : "s", usual_clusters));
}

std::int64_t tasks_of_few(const EvaluationItems& items, const Evaluation& e, ErrorBy by) {
  std::int64_t few = 0;
  for (const EvaluationPart& task : e.tasks) {
    const FewestGroups fewest = fewest_groups(items, task, by);
    few += !fewest.bar || fewest.bar->mean.effective < usual_clusters ? 1 : 0;
  }
  return few;
}

void note_clusters(Notes& notes, const EvaluationItems& items, const Evaluation& e,
                   const EvaluationRules& rules) {
  const ErrorBy by = rules.has_error(ErrorBy::cluster) ? ErrorBy::cluster : ErrorBy::bootstrap;
  if (e.all.clusters == 0 || !rules.has_error(by)) return;
  const FewestGroups fewest = fewest_groups(items, e.all, by);
  if (e.all.clusters == 1) {
    notes.push_back(
        "there is one cluster only: what differs between clusters cannot be seen, and there is "
        "no error by cluster");
  } else {
    note_few_groups(notes, fewest, "cluster");
  }
  const std::int64_t few = tasks_of_few(items, e, by);
  if (few > 0 && fewest.bar && fewest.bar->mean.effective >= usual_clusters)
    notes.push_back(fmt::format("{} of {} {} fewer than {} clusters, or such as count as fewer", few,
                                in_number(e.tasks.size(), "task"), few == 1 ? "has" : "have",
                                usual_clusters));
  if (e.shared_clusters && rules.has_error(ErrorBy::cluster))
    notes.push_back(
        "clusters have items of several tasks: tasks are not independent, which the mean of tasks "
        "takes into account and adjusted p values do not");
}

/// Of blocks that are few, and of items of which a few hold most of the tokens.
void note_weights(Notes& notes, const EvaluationItems& items, const Evaluation& e,
                  const EvaluationRules& rules) {
  if (rules.has_error(ErrorBy::block))
    note_few_groups(notes, fewest_groups(items, e.all, ErrorBy::block), "block");
  const FewestGroups of_items = fewest_groups(items, e.all, ErrorBy::iid);
  if (of_items.bar && of_items.bar->mean.effective < 0.5 * real(e.all.items))
    note_few_groups(notes, of_items, "item");
}

/// Errors of tasks that the mean over tasks has as 0.
void note_macro(Notes& notes, const EvaluationItems& items, const Evaluation& e) {
  for (std::size_t s = 0; s < e.macro.size(); ++s) {
    if (!(e.macro[s].bars.front().mean.se > 0)) continue;
    std::int64_t without = 0;
    const std::string* first = nullptr;
    for (const EvaluationPart& task : e.tasks) {
      if (task.series[s].bars.front().mean.se != 0) continue;
      if (++without == 1) first = &task.task;
    }
    if (without > 0)
      notes.push_back(fmt::format(
          "the mean of tasks of {} has no error of task {}{}, all of which is alike: its "
          "interval may be too short",
          items.series[s].name(), *first, without > 1 ? fmt::format(" and {} more", without - 1) : ""));
  }
}

/// The items against the mean, in the order of the file.
void note_order(Notes& notes, const EvaluationItems& items, const Evaluation& e,
                const EvaluationRules& rules) {
  if (rules.errors.front() != ErrorBy::iid) return;
  const EvaluationSeries& series = items.series.front();
  const double mean = e.all.series.front().value;
  if (!std::isfinite(mean)) return;
  UserData data;
  data.n = static_cast<std::int64_t>(items.n);
  for (std::size_t i = 0; i < items.n; ++i)
    data.reals.push_back(series.values[i] - mean * (series.weights.empty() ? 1 : series.weights[i]));
  const std::optional<DataOrder> order = order_of(data, true);
  if (!order || order->sorted || order->beyond_chance() == nullptr) return;
  std::ostringstream line;
  print_order_note(line, *order, "rows");
  const std::string text = line.str(), mark = "note: ";
  notes.push_back(text.substr(mark.size(), text.size() - mark.size() - 1) +
                  "; --cluster COLUMN or --se block takes it into account");
}

}  // namespace

std::vector<std::string> evaluation_notes(const EvaluationItems& items, const Evaluation& e,
                                          const EvaluationRules& rules, const EvaluationWords& words,
                                          double vocabulary) {
  Notes notes;
  for (const EvaluationSource& source : items.sources) {
    if (!source.found.empty()) notes.push_back(source.file + ": read with " + source.found);
    notes.insert(notes.end(), source.notes.begin(), source.notes.end());
  }
  for (std::size_t s = 0; s < items.series.size(); ++s) {
    const EvaluationSeries& series = items.series[s];
    if (series.kind == SeriesKind::loss)
      note_losses(notes, items, series, e.all.series[s], words, vocabulary);
    if (series.kind == SeriesKind::bits_per_byte) note_bytes(notes, series, e.all.series[s]);
  }
  note_clusters(notes, items, e, rules);
  note_weights(notes, items, e, rules);
  note_macro(notes, items, e);
  note_order(notes, items, e, rules);
  return notes;
}

}  // namespace plim::cli
