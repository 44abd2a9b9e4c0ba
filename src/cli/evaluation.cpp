#include "evaluation.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/digest.hpp"
#include "plim/estimators/evaluation/power.hpp"

namespace plim::cli {
namespace {

using namespace evaluation;
using Places = std::vector<std::uint32_t>;

/// Some of the items of a series, with their clusters.
struct SeriesItems {
  const EvaluationSeries& series;
  std::vector<double> values, weights;
  const Places& cluster;
  std::size_t clusters;
  Address own;  // of their resamples
};

template <class T>
std::vector<T> taken_at(const std::vector<T>& from, const std::vector<std::size_t>& rows) {
  std::vector<T> taken;
  if (from.empty()) return taken;
  taken.reserve(rows.size());
  for (const std::size_t row : rows) taken.push_back(from[row]);
  return taken;
}

std::size_t block_length(const EvaluationRules& rules, std::size_t n) {
  if (rules.block > 0) return rules.block;
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::sqrt(real(static_cast<std::int64_t>(n)))));
}

GroupTotals totals_by(ErrorBy by, const SeriesItems& items, const EvaluationRules& rules) {
  if (by == ErrorBy::block)
    return totals_of_blocks(items.values, items.weights, block_length(rules, items.values.size()));
  if (by == ErrorBy::cluster || (by == ErrorBy::bootstrap && items.clusters > 0))
    return totals_of_groups(items.values, items.weights, items.cluster, items.clusters);
  return totals_of_items(items.values, items.weights);
}

/// Limits by the error that a mean has; of shares such as have a width at their ends.
Limits limits_of(const EvaluationSeries& series, const RatioMean& mean, std::int64_t items, double level) {
  if (series.shares && series.kind == SeriesKind::score) return share_limits(mean, items, level);
  if (series.shares && series.kind == SeriesKind::score_gap) return share_gap_limits(mean, level);
  return student_limits(mean, level);
}

/// Of differences of scores 0 or 1.
McNemar mcnemar_of(const std::vector<double>& gaps) {
  const auto count = [&gaps](double of) { return std::count(gaps.begin(), gaps.end(), of); };
  return mcnemar(count(1), count(-1));
}

void set_by_resamples(ErrorBar& bar, const GroupTotals& totals, const SeriesItems& items,
                      const EvaluationRules& rules) {
  const BootstrapMean resampled = bootstrap_mean(totals, rules.level, rules.resamples, items.own, rules.run);
  bar.mean.se = resampled.se;
  bar.limits = resampled.limits;
  if (items.series.is_gap()) bar.p = resampled.p;
  if (items.series.shares && items.series.kind == SeriesKind::score)
    bar.limits = share_limits(bar.mean, static_cast<std::int64_t>(items.values.size()), rules.level);
}

ErrorBar bar_of(ErrorBy by, const SeriesItems& items, const EvaluationRules& rules) {
  const GroupTotals totals = totals_by(by, items, rules);
  ErrorBar bar{by, ratio_mean(totals), {}};
  const auto n = static_cast<std::int64_t>(items.values.size());
  if (by == ErrorBy::iid && items.series.kind == SeriesKind::score_gap && items.series.shares) {
    const McNemar pairs = mcnemar_of(items.values);
    bar.limits = share_gap_limits(pairs, n, rules.level);
    bar.p = pairs.p;
  } else if (by != ErrorBy::bootstrap || !(bar.mean.se > 0)) {
    bar.limits = limits_of(items.series, bar.mean, n, rules.level);
    if (items.series.is_gap()) bar.p = student_p(bar.mean);
  } else {
    set_by_resamples(bar, totals, items, rules);
  }
  return bar;
}
SeriesResult result_of(const SeriesItems& items, const EvaluationRules& rules) {
  SeriesResult result;
  for (const ErrorBy by : rules.errors) result.bars.push_back(bar_of(by, items, rules));
  result.value = result.bars.front().mean.value;
  result.iid_se = ratio_mean(totals_of_items(items.values, items.weights)).se;
  result.weight = real(static_cast<std::int64_t>(items.values.size()));
  if (!items.weights.empty()) {
    result.weight = 0;
    for (const double w : items.weights) result.weight += w;
  }
  if (items.series.kind == SeriesKind::score_gap && items.series.shares)
    result.mcnemar = mcnemar_of(items.values);
  result.p = result.bars.front().p;
  return result;
}

Key key_of_resamples(std::uint64_t seed) {
  return {leading_word(sha256("evaluate;seed=" + std::to_string(seed) + ";bootstrap"))};
}

/// Numbers those that occur from 0 on; how many there are of `all`.
std::size_t renumber(Places& places, std::size_t all) {
  constexpr std::uint32_t unseen = ~std::uint32_t{0};
  Places number(all, unseen);
  std::uint32_t seen = 0;
  for (std::uint32_t& place : places) {
    if (number[place] == unseen) number[place] = seen++;
    place = number[place];
  }
  return seen;
}

/// The rows of a part; `place` tells its resamples from those of other parts.
EvaluationPart part_of(const EvaluationItems& items, const std::vector<std::size_t>& rows, std::size_t place,
                       const EvaluationRules& rules) {
  EvaluationPart part;
  part.items = static_cast<std::int64_t>(rows.size());
  Places cluster = taken_at(items.clusters.of, rows);
  const std::size_t clusters = renumber(cluster, items.clusters.labels.size());
  part.clusters = static_cast<std::int64_t>(clusters);
  for (std::size_t s = 0; s < items.series.size(); ++s) {
    const EvaluationSeries& series = items.series[s];
    const Address own{key_of_resamples(rules.seed), place * items.series.size() + s, 0};
    part.series.push_back(result_of(
        {series, taken_at(series.values, rows), taken_at(series.weights, rows), cluster, clusters, own},
        rules));
  }
  return part;
}

std::vector<std::vector<std::size_t>> rows_by_task(const EvaluationItems& items) {
  std::vector<std::vector<std::size_t>> rows(items.tasks.labels.size());
  for (std::size_t i = 0; i < items.tasks.of.size(); ++i) rows[items.tasks.of[i]].push_back(i);
  return rows;
}

bool shares_clusters(const EvaluationItems& items) {
  constexpr std::uint32_t none = ~std::uint32_t{0};
  Places task(items.clusters.labels.size(), none);
  for (std::size_t i = 0; i < items.clusters.of.size(); ++i) {
    std::uint32_t& of = task[items.clusters.of[i]];
    if (of != none && of != items.tasks.of[i]) return true;
    of = items.tasks.of[i];
  }
  return false;
}

/// The mean over tasks of a series, with each of its errors.
SeriesResult macro_of(const EvaluationItems& items, const Evaluation& e, std::size_t s,
                      const EvaluationRules& rules) {
  const EvaluationSeries& series = items.series[s];
  SeriesResult macro;
  for (std::size_t b = 0; b < rules.errors.size(); ++b) {
    std::vector<RatioMean> means;
    for (const EvaluationPart& task : e.tasks) means.push_back(task.series[s].bars[b].mean);
    const bool of_clusters = rules.errors[b] == ErrorBy::cluster || rules.errors[b] == ErrorBy::bootstrap;
    ErrorBar bar{rules.errors[b], macro_mean(means), {}};
    if (e.shared_clusters && of_clusters && std::isfinite(bar.mean.value))
      bar.mean = macro_mean_of_shared(series.values, series.weights, items.tasks.of, means, items.clusters.of,
                                      items.clusters.labels.size());
    bar.limits = student_limits(bar.mean, rules.level);
    if (series.shares) {
      bar.limits.lower = std::max(bar.limits.lower, series.is_gap() ? -1.0 : 0.0);
      bar.limits.upper = std::min(bar.limits.upper, 1.0);
    }
    if (series.is_gap()) bar.p = student_p(bar.mean);
    macro.bars.push_back(bar);
  }
  macro.value = macro.bars.front().mean.value;
  macro.p = macro.bars.front().p;
  return macro;
}

void adjust_over_tasks(std::vector<EvaluationPart>& tasks, std::size_t s) {
  std::vector<double> p;
  for (const EvaluationPart& task : tasks) p.push_back(task.series[s].p);
  const std::vector<double> adjusted = false_discovery(p);
  for (std::size_t k = 0; k < tasks.size(); ++k) tasks[k].series[s].adjusted = adjusted[k];
}

}  // namespace

const char* word_of(ErrorBy by) {
  switch (by) {
    case ErrorBy::iid: return "iid";
    case ErrorBy::cluster: return "cluster";
    case ErrorBy::block: return "block";
    case ErrorBy::bootstrap: break;
  }
  return "bootstrap";
}

Evaluation evaluate(const EvaluationItems& items, const EvaluationRules& rules) {
  std::vector<std::size_t> all(items.n);
  for (std::size_t i = 0; i < items.n; ++i) all[i] = i;
  Evaluation e;
  e.all = part_of(items, all, 0, rules);
  if (items.tasks.of.empty()) return e;
  const std::vector<std::vector<std::size_t>> rows = rows_by_task(items);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    e.tasks.push_back(part_of(items, rows[k], k + 1, rules));
    e.tasks.back().task = items.tasks.labels[k];
  }
  e.shared_clusters = shares_clusters(items);
  for (std::size_t s = 0; s < items.series.size(); ++s) {
    e.macro.push_back(macro_of(items, e, s, rules));
    if (items.series[s].is_gap()) adjust_over_tasks(e.tasks, s);
  }
  return e;
}

}  // namespace plim::cli
