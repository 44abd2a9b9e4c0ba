#include <cmath>

#include <fmt/format.h>

#include "digits.hpp"
#include "evaluation_power.hpp"
#include "plim/data/csv_cells.hpp"

// What an evaluation comes to, in sentences.
namespace plim::cli {
namespace {

std::string percent_of(double level) { return fmt::format("{:g} % interval", 100 * level); }

std::string unit_of_gap(const EvaluationSeries& gap, const EvaluationWords& words) {
  return gap.kind == SeriesKind::loss_gap ? " " + words.unit : "";
}

std::string test_words(GapTest test) {
  switch (test) {
    case GapTest::none: return "";
    case GapTest::student: return " by Student's t";
    case GapTest::sign: return " by the signs of gaps that are all alike";
    case GapTest::mcnemar: return " by McNemar's test";
    case GapTest::bootstrap: break;
  }
  return " by the bootstrap";
}

std::string evidence_of(const ErrorBar& bar, const EvaluationPart& part, const EvaluationRules& rules,
                        double p, double sign) {
  const Digits digits(std::fabs(bar.mean.value), bar.mean.se, 2, 3);
  std::string interval;
  if (std::isfinite(bar.limits.lower)) {
    const double a = sign * bar.limits.lower, b = sign * bar.limits.upper;
    interval = fmt::format("{} {} to {}, ", percent_of(rules.level), digits.shown(std::min(a, b)),
                           digits.shown(std::max(a, b)));
  } else if (const std::string why = why_no_error(bar, part); !why.empty() && bar.test != GapTest::sign) {
    interval = "no interval, as " + why + ", ";
  }
  const bool other_level = std::fabs(1 - rules.level - rules.alpha) > 1e-9;
  return "(" + interval + "p = " + shown_p(p) + test_words(bar.test) +
         (other_level ? fmt::format(" at level {:g}", rules.alpha) : "") + ", " + groups_of_error(bar, part) +
         ")";
}

std::string counted_groups(std::int64_t n, const char* what) {
  return in_number(static_cast<std::size_t>(n), what);
}

/// Below it a tail of Student's law may have lost its digits.
constexpr double smallest_p = 1e-200;

std::string mcnemar_sentence(const EvaluationSeries& gap, const SeriesResult& result,
                             const EvaluationPart& part) {
  std::string text = fmt::format("McNemar: {} {} right by {} alone, {} by {} alone, exact p = {}",
                                 in_number(static_cast<std::size_t>(result.mcnemar->only_first), "item"),
                                 result.mcnemar->only_first == 1 ? "is" : "are", gap.column,
                                 result.mcnemar->only_second, gap.other, shown_p(result.mcnemar->p));
  if (part.clusters == 0) return text;
  text += "; it takes items as independent, which those of one cluster are not";
  const ErrorBar& bar = result.bars.front();
  if (bar.by != ErrorBy::iid && !std::isnan(bar.p))
    text += fmt::format(" (by {} p = {}, which the verdict goes by)", word_of(bar.by), shown_p(bar.p));
  return text;
}

void add_gap(std::vector<std::string>& sentences, const EvaluationSeries& gap, const SeriesResult& result,
             const EvaluationPart& part, const EvaluationRules& rules, const EvaluationWords& words) {
  const ErrorBar& bar = result.bars.front();
  if (result.mcnemar) sentences.push_back(mcnemar_sentence(gap, result, part));
  if (const std::string power = power_sentence(gap, result, part, rules, words); !power.empty())
    sentences.push_back(power);
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
  const Limits limits = exponential_limits(loss, bar, words);
  if (std::isnan(limits.lower)) {
    sentences.push_back(value + ", without an error: " + (reason.empty() ? beyond_doubles : reason));
    return;
  }
  sentences.push_back(fmt::format("{} ({} {} to {}, {})", value, percent_of(rules.level),
                                  digits.shown(limits.lower), digits.shown(limits.upper),
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
    case ErrorBy::iid: return counted_groups(part.items, "item") + " taken as independent";
    case ErrorBy::cluster: return counted_groups(bar.mean.groups, "cluster");
    case ErrorBy::block: return counted_groups(bar.mean.groups, "block");
    case ErrorBy::bootstrap: break;
  }
  return "resamples of " + counted_groups(bar.mean.groups, part.clusters > 0 ? "cluster" : "item");
}

Limits exponential_limits(const EvaluationSeries& series, const ErrorBar& bar, const EvaluationWords& words) {
  const Limits limits{std::exp(bar.limits.lower * words.nats), std::exp(bar.limits.upper * words.nats)};
  const bool says_nothing = std::isinf(limits.upper) && limits.lower <= (series.nonnegative ? 1 : 0);
  return says_nothing ? Limits{} : limits;
}

std::string why_no_error(const ErrorBar& bar, const EvaluationPart& part) {
  const double value = bar.mean.value;
  if (!bar.why.empty()) return bar.why;
  if (std::isnan(value)) return "infinite losses leave no mean";
  if (std::isinf(value)) return "the mean is infinite";
  const char* what = bar.by == ErrorBy::block                      ? "block"
                     : part.clusters > 0 && bar.by != ErrorBy::iid ? "cluster"
                                                                   : "item";
  if (bar.mean.groups < 2) return std::string("one ") + what + " only shows no spread";
  if (bar.mean.se == 0) return std::string("every ") + what + " has the same mean, which shows no error";
  if (!std::isfinite(bar.mean.se)) return "its spread is beyond doubles";
  if (!std::isnan(bar.limits.lower)) return "";
  if (bar.mean.effective < 3)
    return fmt::format(
        "one {} has {} of the weight, and its limits leave out nothing", what,
        bar.mean.largest > 0.99 ? "nearly all" : fmt::format("{:.0f} %", 100 * bar.mean.largest));
  return std::string("its limits leave out nothing, or are beyond doubles");
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
