#include "evaluation_report.hpp"

#include <cmath>
#include <ostream>
#include <utility>

#include <fmt/format.h>

#include "digits.hpp"
#include "plim/core/name.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/data/text_width.hpp"
#include "plim/data/user_data.hpp"
#include "summary_brief.hpp"

namespace plim::cli {
namespace {

/// A number with an error, as a row of the table shows it.
struct ShownRow {
  std::string label;
  double value, se;
  Limits limits;
  ErrorBy by;
};

constexpr std::size_t interval_columns = 22;

std::string interval_text(const Limits& limits, const Digits& digits) {
  if (std::isnan(limits.lower) || std::isnan(limits.upper)) return "-";
  const std::string text = "[" + digits.shown(limits.lower) + ", " + digits.shown(limits.upper) + "]";
  return text.size() <= interval_columns ? text : fmt::format("[{:.4g}, {:.4g}]", limits.lower, limits.upper);
}

/// To three digits of the error, or of a quarter of the interval.
Digits digits_of(double value, double se, const Limits& limits) {
  const double width = 0.25 * (limits.upper - limits.lower);
  const double size =
      std::fmax(std::fabs(value), std::fmax(std::fabs(limits.lower), std::fabs(limits.upper)));
  const bool fixed = se > 0 || width > 0;
  return Digits(size, se > 0 ? se : width, 3, fixed ? 2 : 6);
}

void print_row(std::ostream& out, const ShownRow& row) {
  const Digits digits = digits_of(row.value, row.se, row.limits);
  out << fmt::format("  {:<21}{:>11}{:>11}  {:<22} {}\n", row.label, digits.shown(row.value),
                     row.se > 0 ? fmt::format("{:.3g}", row.se) : "-", interval_text(row.limits, digits),
                     word_of(row.by));
}

std::string label_of(const EvaluationSeries& series, const EvaluationWords& words) {
  switch (series.kind) {
    case SeriesKind::loss: return "mean loss (" + words.unit + ")";
    case SeriesKind::bits_per_byte: return "bits per byte";
    case SeriesKind::loss_gap: return "gap (" + words.unit + ")";
    case SeriesKind::score: return series.shares ? "accuracy" : "mean score";
    case SeriesKind::score_gap: break;
  }
  return "gap";
}

/// exp of a mean loss, and its limits.
ShownRow exponential(const std::string& label, const EvaluationSeries& series, const ErrorBar& bar,
                     const EvaluationWords& words) {
  const double value = std::exp(bar.mean.value * words.nats);
  return {label, value, value * bar.mean.se * words.nats, exponential_limits(series, bar, words), bar.by};
}

void print_series(std::ostream& out, const EvaluationSeries& series, const SeriesResult& result,
                  const EvaluationWords& words) {
  if (series.kind != SeriesKind::bits_per_byte) {
    const bool of_tokens = !series.weights.empty();
    out << shortened(printable(series.name()), 60) << (of_tokens ? ", a token" : "") << "\n";
  }
  std::string label = label_of(series, words);
  for (const ErrorBar& bar : result.bars)
    print_row(out, {std::exchange(label, ""), bar.mean.value, bar.mean.se, bar.limits, bar.by});
  if (series.kind == SeriesKind::loss || series.kind == SeriesKind::loss_gap) {
    label = series.is_gap() ? "ratio of perplexities" : "perplexity";
    for (const ErrorBar& bar : result.bars)
      print_row(out, exponential(std::exchange(label, ""), series, bar, words));
  }
  if (series.is_gap()) {
    std::string line = "  p of no gap: ";
    for (std::size_t b = 0; b < result.bars.size(); ++b)
      line += (b == 0 ? "" : ", ") + shown_p(result.bars[b].p) + " by " + word_of(result.bars[b].by);
    for (const std::string& part : wrapped(line.substr(2), screen_columns - 2, 2))
      out << "  " << part << "\n";
  }
}

/// What the file holds, or both hold.
std::string file_line(const EvaluationItems& items, const Evaluation& e, const EvaluationWords& words) {
  const auto counted = [](auto n, const char* what) { return in_number(static_cast<std::size_t>(n), what); };
  std::string line = words.file + ": " + counted(e.all.items, "item");
  for (std::size_t s = 0; s < items.series.size(); ++s) {
    if (items.series[s].kind != SeriesKind::loss || items.series[s].weights.empty()) continue;
    line += fmt::format(", {:.0f} token{}", e.all.series[s].weight, e.all.series[s].weight == 1 ? "" : "s");
    break;
  }
  if (e.all.clusters > 0)
    line += fmt::format(", {} ({})", counted(e.all.clusters, "cluster"), items.clusters.name);
  if (!e.tasks.empty()) line += fmt::format(", {} ({})", counted(e.tasks.size(), "task"), items.tasks.name);
  if (words.missing > 0) line += fmt::format("; {} {}", words.missing, left_out_as_missing);
  for (std::size_t f = 0; words.pairing && f < 2; ++f) {
    if (words.pairing->alone[f] > 0)
      line += fmt::format("; {} of {} alone left out", words.pairing->alone[f], words.pairing->files[f]);
  }
  return line;
}

/// How much wider the error by cluster is than that of independent items.
std::string cluster_line(const EvaluationSeries& series, const SeriesResult& result,
                         const EvaluationPart& part) {
  for (const ErrorBar& bar : result.bars) {
    if (bar.by != ErrorBy::cluster || !(bar.mean.se > 0) || !(result.iid_se > 0)) continue;
    const double ratio = bar.mean.se / result.iid_se;
    const std::string line =
        fmt::format("{} clusters: the error of {} is {:.2g} times that of independent items", bar.mean.groups,
                    series.name(), ratio);
    if (ratio <= 1) return line;
    const double worth = static_cast<double>(part.items) / (ratio * ratio);
    return line + fmt::format(", of which {} are worth {:.0f}", part.items, worth);
  }
  return "";
}

void print_task(std::ostream& out, const std::string& name, const std::string& items,
                const std::string& clusters, const EvaluationSeries& series, const SeriesResult& result) {
  const ErrorBar& bar = result.bars.front();
  const Digits digits = digits_of(result.value, bar.mean.se, bar.limits);
  const std::string label = left_aligned(shortened(printable(name), 16), 17);
  out << "  " << label
      << fmt::format("{:>8}{:>9}{:>11}{:>10}", items, clusters, digits.shown(result.value),
                     bar.mean.se > 0 ? fmt::format("{:.3g}", bar.mean.se) : "-");
  if (series.is_gap()) {
    out << fmt::format("{:>11}{:>11}\n", shown_p(result.p), shown_p(result.adjusted));
  } else {
    out << "  " << interval_text(bar.limits, digits) << "\n";
  }
}

void print_tasks(std::ostream& out, const EvaluationItems& items, const Evaluation& e, std::size_t s,
                 const EvaluationRules& rules, const EvaluationWords& words) {
  const EvaluationSeries& series = items.series[s];
  out << "\n"
      << shortened(printable(series.name()), 50) << ": " << label_of(series, words) << " by "
      << printable(items.tasks.name) << "\n"
      << fmt::format("  {:<17}{:>8}{:>9}{:>11}{:>10}", "", "items", "clusters", "value", "error")
      << (series.is_gap() ? fmt::format("{:>11}{:>11}", "p", "adjusted p")
                          : fmt::format("  {:g} % interval", 100 * rules.level))
      << "\n";
  const auto clusters = [](const EvaluationPart& part) {
    return part.clusters > 0 ? std::to_string(part.clusters) : "-";
  };
  for (const EvaluationPart& task : e.tasks)
    print_task(out, task.task, std::to_string(task.items), clusters(task), series, task.series[s]);
  print_task(out, "mean of tasks", "", "", series, e.macro[s]);
  const ErrorBar& macro = e.macro[s].bars.front();
  if (std::string why = why_no_error(macro, e.all); std::isnan(macro.limits.lower) && !why.empty())
    for (const std::string& line : wrapped(printable("(no error of it: " + why + ")"), screen_columns - 4, 2))
      out << "    " << line << "\n";
  print_task(out, "all items", std::to_string(e.all.items), clusters(e.all), series, e.all.series[s]);
}

void print_wrapped(std::ostream& out, const std::string& text) {
  for (const std::string& line : wrapped(printable(text), screen_columns, 2)) out << line << "\n";
}

/// Losses and scores are shown by task where they are not compared, else their gaps are.
bool is_shown_by_task(const EvaluationItems& items, const EvaluationSeries& series) {
  if (series.is_gap()) return true;
  const SeriesKind gap = series.kind == SeriesKind::loss ? SeriesKind::loss_gap : SeriesKind::score_gap;
  for (const EvaluationSeries& other : items.series) {
    if (other.kind == gap) return false;
  }
  return series.kind != SeriesKind::bits_per_byte;
}

}  // namespace

void print_evaluation(std::ostream& out, const EvaluationItems& items, const Evaluation& e,
                      const EvaluationRules& rules, const EvaluationWords& words) {
  print_wrapped(out, file_line(items, e, words));
  out << fmt::format("\n  {:<21}{:>11}{:>11}  {:<22} {}\n", "", "value", "error",
                     fmt::format("{:g} % interval", 100 * rules.level), "error by");
  for (std::size_t s = 0; s < items.series.size(); ++s)
    print_series(out, items.series[s], e.all.series[s], words);
  for (std::size_t s = 0; s < items.series.size() && !e.tasks.empty(); ++s) {
    if (is_shown_by_task(items, items.series[s])) print_tasks(out, items, e, s, rules, words);
  }
  out << "\n";
  if (const std::string line = cluster_line(items.series.front(), e.all.series.front(), e.all); !line.empty())
    print_wrapped(out, line);
  for (const std::string& verdict : verdicts_of(items, e.all, rules, words)) print_wrapped(out, verdict);
}

}  // namespace plim::cli
