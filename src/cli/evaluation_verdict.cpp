#include <cmath>

#include <fmt/format.h>

#include "digits.hpp"
#include "evaluation_report.hpp"
#include "plim/estimators/evaluation/power.hpp"

// What an evaluation comes to, in sentences.
namespace plim::cli {
namespace {

std::string percent_of(double level) { return fmt::format("{:g} % interval", 100 * level); }

std::string unit_of_gap(const EvaluationSeries& gap, const EvaluationWords& words) {
  return gap.kind == SeriesKind::loss_gap ? " " + words.unit : "";
}

std::string evidence_of(const ErrorBar& bar, const EvaluationPart& part, const EvaluationRules& rules,
                        double p, double sign) {
  const Digits digits(std::fabs(bar.mean.value), bar.mean.se, 2, 3);
  std::string interval;
  if (std::isfinite(bar.limits.lower)) {
    const double a = sign * bar.limits.lower, b = sign * bar.limits.upper;
    interval = fmt::format("{} {} to {}, ", percent_of(rules.level), digits.shown(std::min(a, b)),
                           digits.shown(std::max(a, b)));
  }
  return "(" + interval + "p = " + shown_p(p) + ", " + groups_of_error(bar, part) + ")";
}

/// Below it a tail of Student's law may have lost its digits.
constexpr double smallest_p = 1e-200;

/// What size of gap such an evaluation shows, and what the one at hand takes.
std::string power_sentence(const EvaluationSeries& gap, const ErrorBar& bar, const EvaluationRules& rules,
                           const EvaluationWords& words) {
  const double least = evaluation::detectable_gap(bar.mean, rules.alpha, rules.power);
  std::string text = fmt::format("of {}, gaps of {:.2g}{} or more are found with power {:g} at level {:g}",
                                 gap.name(), least, unit_of_gap(gap, words), rules.power, rules.alpha);
  if (const auto groups = evaluation::groups_needed(bar.mean, rules.alpha, rules.power)) {
    const char* what = bar.by == ErrorBy::cluster ? "clusters"
                       : bar.by == ErrorBy::block ? "blocks"
                                                  : "items";
    text += fmt::format("; one of {:.2g}, as observed, takes {} {}", std::fabs(bar.mean.value), *groups,
                        bar.by == ErrorBy::bootstrap ? "groups" : what);
  }
  return text;
}

std::string mcnemar_sentence(const EvaluationSeries& gap, const SeriesResult& result,
                             const EvaluationPart& part) {
  std::string text = fmt::format("McNemar: {} items are right by {} alone, {} by {} alone, exact p = {}",
                                 result.mcnemar->only_first, gap.column, result.mcnemar->only_second,
                                 gap.other, shown_p(result.mcnemar->p));
  if (part.clusters == 0) return text;
  text += "; it takes items as independent, which those of one cluster are not";
  const ErrorBar& bar = result.bars.front();
  if (bar.by != ErrorBy::iid && !std::isnan(bar.p))
    text += fmt::format(" (by {} p = {})", word_of(bar.by), shown_p(bar.p));
  return text;
}

void add_gap(std::vector<std::string>& sentences, const EvaluationSeries& gap, const SeriesResult& result,
             const EvaluationPart& part, const EvaluationRules& rules, const EvaluationWords& words) {
  const ErrorBar& bar = result.bars.front();
  if (result.mcnemar) sentences.push_back(mcnemar_sentence(gap, result, part));
  if (bar.mean.se > 0 && std::isfinite(bar.mean.value))
    sentences.push_back(power_sentence(gap, bar, rules, words));
  const std::string better = better_of(gap, result, rules.alpha);
  const std::string both = gap.column + " and " + gap.other;
  if (!better.empty()) {
    const double size = std::fabs(result.value);
    sentences.push_back(
        fmt::format("{} is better: {} by {}{} {}", better,
                    gap.kind == SeriesKind::loss_gap ? "its mean loss is lower" : "its mean score is higher",
                    Digits(size, bar.mean.se, 2, 3).shown(size), unit_of_gap(gap, words),
                    evidence_of(bar, part, rules, result.p, result.value < 0 ? -1 : 1)));
  } else if (bar.mean.value == 0 && bar.mean.se == 0) {
    sentences.push_back("undecided: " + both + " are the same on every item or in every group");
  } else if (std::isnan(result.p)) {
    const bool infinite = std::isinf(bar.mean.value);
    sentences.push_back("undecided between " + both + ": " +
                        (infinite ? "the gap is infinite, which has no error" : why_no_error(bar, part)));
  } else {
    sentences.push_back("undecided between " + both + " " + evidence_of(bar, part, rules, result.p, 1));
  }
}

void add_loss(std::vector<std::string>& sentences, const EvaluationSeries& loss, const SeriesResult& result,
              const EvaluationPart& part, const EvaluationRules& rules, const EvaluationWords& words) {
  const ErrorBar& bar = result.bars.front();
  const std::string reason = why_no_error(bar, part);
  const double perplexity = std::exp(result.value * words.nats);
  const Digits digits(perplexity, perplexity * bar.mean.se * words.nats, 2, 3);
  const std::string value = loss.name() + ": perplexity " + digits.shown(perplexity);
  if (!std::isfinite(bar.limits.lower)) {
    sentences.push_back(value + ", without an error: " + reason);
    return;
  }
  sentences.push_back(fmt::format("{} ({} {} to {}, {})", value, percent_of(rules.level),
                                  digits.shown(std::exp(bar.limits.lower * words.nats)),
                                  digits.shown(std::exp(bar.limits.upper * words.nats)),
                                  groups_of_error(bar, part)));
}

void add_score(std::vector<std::string>& sentences, const EvaluationSeries& score, const SeriesResult& result,
               const EvaluationPart& part, const EvaluationRules& rules) {
  const ErrorBar& bar = result.bars.front();
  const double width = bar.limits.upper - bar.limits.lower;
  const Digits digits(std::fabs(result.value), 0.25 * width, 2, 3);
  const std::string value =
      score.name() + (score.shares ? ": accuracy " : ": mean score ") + digits.shown(result.value);
  if (!std::isfinite(width)) {
    sentences.push_back(value + ", without an error: " + why_no_error(bar, part));
    return;
  }
  sentences.push_back(fmt::format("{} ({} {} to {}, {})", value, percent_of(rules.level),
                                  digits.shown(bar.limits.lower), digits.shown(bar.limits.upper),
                                  groups_of_error(bar, part)));
}

}  // namespace

std::string shown_p(double p) {
  if (std::isnan(p)) return "-";
  if (p < smallest_p) return fmt::format("<{:g}", smallest_p);
  return p < 1e-4 ? fmt::format("{:.1e}", p) : fmt::format("{:.2g}", p);
}

std::string groups_of_error(const ErrorBar& bar, const EvaluationPart& part) {
  switch (bar.by) {
    case ErrorBy::iid: return fmt::format("{} items taken as independent", part.items);
    case ErrorBy::cluster: return fmt::format("{} clusters", bar.mean.groups);
    case ErrorBy::block: return fmt::format("{} blocks", bar.mean.groups);
    case ErrorBy::bootstrap: break;
  }
  return fmt::format("resamples of {} {}", bar.mean.groups, part.clusters > 0 ? "clusters" : "items");
}

std::string why_no_error(const ErrorBar& bar, const EvaluationPart& part) {
  const double value = bar.mean.value;
  if (std::isnan(value)) return "infinite losses leave no mean";
  if (std::isinf(value)) return "the mean is infinite";
  const char* what = bar.by == ErrorBy::block                      ? "block"
                     : part.clusters > 0 && bar.by != ErrorBy::iid ? "cluster"
                                                                   : "item";
  if (bar.mean.groups < 2) return std::string("one ") + what + " only shows no spread";
  if (bar.mean.se == 0) return std::string("every ") + what + " has the same mean, which shows no error";
  return std::isfinite(bar.mean.se) ? "" : "its spread is beyond doubles";
}

std::string better_of(const EvaluationSeries& gap, const SeriesResult& result, double alpha) {
  if (!(result.p <= alpha) || !std::isfinite(result.value) || result.value == 0) return "";
  return (result.value > 0) == (gap.kind == SeriesKind::score_gap) ? gap.column : gap.other;
}

std::vector<std::string> verdicts_of(const EvaluationItems& items, const EvaluationPart& part,
                                     const EvaluationRules& rules, const EvaluationWords& words) {
  std::vector<std::string> sentences;
  bool compared_losses = false, compared_scores = false;
  for (const EvaluationSeries& s : items.series) {
    compared_losses = compared_losses || s.kind == SeriesKind::loss_gap;
    compared_scores = compared_scores || s.kind == SeriesKind::score_gap;
  }
  for (std::size_t s = 0; s < items.series.size(); ++s) {
    const EvaluationSeries& series = items.series[s];
    if (series.kind == SeriesKind::loss && !compared_losses)
      add_loss(sentences, series, part.series[s], part, rules, words);
    if (series.kind == SeriesKind::score && !compared_scores)
      add_score(sentences, series, part.series[s], part, rules);
    if (series.is_gap()) add_gap(sentences, series, part.series[s], part, rules, words);
  }
  return sentences;
}

}  // namespace plim::cli
