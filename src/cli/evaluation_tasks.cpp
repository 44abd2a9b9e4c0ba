#include <algorithm>
#include <cmath>

#include "evaluation_parts.hpp"
#include "plim/core/name.hpp"
#include "plim/estimators/evaluation/power.hpp"

// Evaluations as a whole: of all items, of each task, and of the mean over tasks.
namespace plim::cli {
namespace {

using namespace evaluation;

std::vector<std::vector<std::size_t>> rows_by_task(const EvaluationItems& items) {
  std::vector<std::vector<std::size_t>> rows(items.tasks.labels.size());
  for (std::size_t i = 0; i < items.tasks.of.size(); ++i) rows[items.tasks.of[i]].push_back(i);
  return rows;
}

bool shares_clusters(const EvaluationItems& items) {
  constexpr std::uint32_t none = ~std::uint32_t{0};
  std::vector<std::uint32_t> task(items.clusters.labels.size(), none);
  for (std::size_t i = 0; i < items.clusters.of.size(); ++i) {
    std::uint32_t& of = task[items.clusters.of[i]];
    if (of != none && of != items.tasks.of[i]) return true;
    of = items.tasks.of[i];
  }
  return false;
}

/// Why the mean over tasks has no standard error; "" if it has one.
std::string why_no_macro(const EvaluationItems& items, const Evaluation& e, std::size_t s, std::size_t bar) {
  for (const EvaluationPart& task : e.tasks) {
    const ErrorBar& of = task.series[s].bars[bar];
    if (!std::isfinite(of.mean.value)) return "task " + task.task + " has no finite mean";
    if (of.mean.groups < 2)
      return "task " + task.task + " has one " +
             (of.by == ErrorBy::block                                  ? "block"
              : of.by == ErrorBy::iid || items.clusters.labels.empty() ? "item"
                                                                       : "cluster") +
             " only, which shows no spread";
  }
  return "";
}

bool all_tasks(const Evaluation& e, std::size_t s, std::size_t bar, auto holds) {
  return std::all_of(e.tasks.begin(), e.tasks.end(),
                     [&](const EvaluationPart& task) { return holds(task.series[s].bars[bar].mean); });
}

/// No task shows an error: what can be said yet of their mean.
void set_unanimous(ErrorBar& bar, const EvaluationItems& items, const Evaluation& e, std::size_t s,
                   std::size_t b, bool shared, double level) {
  const EvaluationSeries& series = items.series[s];
  const auto all_at = [&](double value) {
    return all_tasks(e, s, b, [value](const RatioMean& mean) { return mean.value == value; });
  };
  if (series.is_gap()) {
    const bool above = all_tasks(e, s, b, [](const RatioMean& mean) { return mean.value > 0; });
    const bool below = all_tasks(e, s, b, [](const RatioMean& mean) { return mean.value < 0; });
    if (above || below) {
      bar.p = sign_p(bar.mean.groups);
      bar.test = GapTest::sign;
    } else if (all_at(0)) {
      bar.p = 1;
    }
  } else if (series.shares && !shared && (all_at(0) || all_at(1))) {
    std::vector<std::int64_t> groups;
    for (const EvaluationPart& task : e.tasks) groups.push_back(task.series[s].bars[b].mean.groups);
    bar.limits = unanimous_limits(groups, all_at(1), level);
    return;
  }
  bar.why = "no task has a spread, as every item or group of it has the same mean, which shows no error";
}

void adjust_over_tasks(std::vector<EvaluationPart>& tasks, std::size_t s) {
  std::vector<double> p;
  for (const EvaluationPart& task : tasks) p.push_back(task.series[s].p);
  const std::vector<double> adjusted = false_discovery(p);
  for (std::size_t k = 0; k < tasks.size(); ++k) tasks[k].series[s].adjusted = adjusted[k];
}

/// All of it as values are, in doubles that their squares do not leave.
Evaluation evaluation_of(const EvaluationItems& items, const EvaluationRules& rules) {
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

void unscale(SeriesResult& result, double scale) {
  result.value /= scale;
  result.iid_se /= scale;
  for (ErrorBar& bar : result.bars) {
    bar.mean = unscaled(bar.mean, scale);
    bar.limits = {bar.limits.lower / scale, bar.limits.upper / scale};
    if (!std::isfinite(bar.limits.lower) || !std::isfinite(bar.limits.upper)) bar.limits = {};
  }
}

}  // namespace

SeriesResult macro_of(const EvaluationItems& items, const Evaluation& e, std::size_t s,
                      const EvaluationRules& rules) {
  const EvaluationSeries& series = items.series[s];
  SeriesResult macro;
  for (std::size_t b = 0; b < rules.errors.size(); ++b) {
    std::vector<RatioMean> means;
    for (const EvaluationPart& task : e.tasks) means.push_back(task.series[s].bars[b].mean);
    const bool of_clusters = rules.errors[b] == ErrorBy::cluster || rules.errors[b] == ErrorBy::bootstrap;
    const bool shared = e.shared_clusters && of_clusters;
    ErrorBar bar{rules.errors[b], macro_mean(means), {}};
    bar.why = why_no_macro(items, e, s, b);
    if (!bar.why.empty()) {
      bar.mean.se = bar.mean.df = Shape::unknown;
    } else if (shared) {
      bar.mean = macro_mean_of_shared(series.values, series.weights, items.tasks.of, means, items.clusters.of,
                                      items.clusters.labels.size());
    }
    bar.limits = possible_limits(series, student_limits(bar.mean, rules.level));
    if (bar.mean.se == 0) {
      set_unanimous(bar, items, e, s, b, shared, rules.level);
    } else if (series.is_gap()) {
      test_mean(bar);
    }
    macro.bars.push_back(bar);
  }
  macro.value = macro.bars.front().mean.value;
  macro.p = macro.bars.front().p;
  return macro;
}

Evaluation evaluate(const EvaluationItems& items, const EvaluationRules& rules) {
  std::vector<double> scales;
  for (const EvaluationSeries& series : items.series) scales.push_back(safe_scale(series.values));
  if (std::all_of(scales.begin(), scales.end(), [](double scale) { return scale == 1; }))
    return evaluation_of(items, rules);
  EvaluationItems scaled = items;
  for (std::size_t s = 0; s < scales.size(); ++s) {
    for (double& x : scaled.series[s].values) x *= scales[s];
  }
  Evaluation e = evaluation_of(scaled, rules);
  const auto unscale_all = [&](std::vector<SeriesResult>& results) {
    for (std::size_t s = 0; s < results.size(); ++s) unscale(results[s], scales[s]);
  };
  unscale_all(e.all.series);
  for (EvaluationPart& task : e.tasks) unscale_all(task.series);
  unscale_all(e.macro);
  return e;
}

}  // namespace plim::cli
