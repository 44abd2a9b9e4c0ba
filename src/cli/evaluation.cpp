#include <algorithm>
#include <cmath>

#include "evaluation_parts.hpp"
#include "plim/core/digest.hpp"

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
  bar.limits = possible_limits(items.series, resampled.limits);
  if (items.series.is_gap()) {
    bar.p = resampled.p;
    bar.test = GapTest::bootstrap;
  }
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
    bar.test = GapTest::mcnemar;
  } else if (by != ErrorBy::bootstrap || !(bar.mean.se > 0)) {
    bar.limits = possible_limits(items.series, limits_of(items.series, bar.mean, n, rules.level));
    if (items.series.is_gap()) test_mean(bar);
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

}  // namespace

Limits possible_limits(const EvaluationSeries& series, const Limits& limits) {
  if (std::isnan(limits.lower) || std::isnan(limits.upper)) return {};
  double low = -infinity, high = infinity;
  if (series.nonnegative) low = 0;
  if (series.shares) {
    low = series.is_gap() ? -1 : 0;
    high = 1;
  }
  if (!(limits.lower > low) && !(limits.upper < high)) return {};
  return {std::max(low, limits.lower), std::min(high, limits.upper)};
}

void test_mean(ErrorBar& bar) {
  const bool alike = bar.mean.se == 0 && bar.mean.value != 0;
  bar.p = alike ? sign_p(bar.mean.groups) : student_p(bar.mean);
  bar.test = alike ? GapTest::sign : std::isnan(bar.p) ? GapTest::none : GapTest::student;
}

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

const char* word_of(ErrorBy by) {
  switch (by) {
    case ErrorBy::iid: return "iid";
    case ErrorBy::cluster: return "cluster";
    case ErrorBy::block: return "block";
    case ErrorBy::bootstrap: break;
  }
  return "bootstrap";
}

const char* word_of(GapTest test) {
  switch (test) {
    case GapTest::none: break;
    case GapTest::student: return "student";
    case GapTest::sign: return "sign";
    case GapTest::mcnemar: return "mcnemar";
    case GapTest::bootstrap: return "bootstrap";
  }
  return "none";
}

}  // namespace plim::cli
