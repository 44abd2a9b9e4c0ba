#include "evaluation_power.hpp"

#include <cmath>

#include <fmt/format.h>

#include "plim/data/csv_cells.hpp"
#include "plim/estimators/evaluation/mcnemar_power.hpp"
#include "plim/estimators/evaluation/power.hpp"

namespace plim::cli {
namespace {

evaluation::PairShares pair_shares(const evaluation::McNemar& pairs, std::int64_t items) {
  return {real(pairs.only_first) / real(items), real(pairs.only_second) / real(items)};
}

const char* group_word(const ErrorBar& bar, const EvaluationPart& part) {
  if (bar.by == ErrorBy::block) return "block";
  const bool of_clusters = bar.by == ErrorBy::cluster || (bar.by == ErrorBy::bootstrap && part.clusters > 0);
  return of_clusters ? "cluster" : "item";
}

std::string counted(std::int64_t n, const std::string& what) {
  return in_number(static_cast<std::size_t>(n), what);
}

}  // namespace

GapPower power_of(const EvaluationSeries& gap, const SeriesResult& result, const EvaluationPart& part,
                  const EvaluationRules& rules) {
  const ErrorBar& bar = result.bars.front();
  GapPower power;
  if (bar.test == GapTest::mcnemar && result.mcnemar) {
    const evaluation::PairShares shares = pair_shares(*result.mcnemar, part.items);
    if (!(shares.differ() > 0)) return power;
    power.test = GapTest::mcnemar;
    power.detectable =
        evaluation::detectable_share_gap(shares.differ(), part.items, rules.alpha, rules.power);
    power.needed = evaluation::pairs_needed(shares, rules.alpha, rules.power);
    return power;
  }
  if (!(bar.mean.se > 0) || !std::isfinite(bar.mean.value)) return power;
  if (!gap.shares && std::isnan(bar.limits.lower)) return power;  // nor is its error one to count on
  power.test = GapTest::student;
  double most = infinity;
  if (gap.shares) most = result.mcnemar ? pair_shares(*result.mcnemar, part.items).differ() : 1;
  const double detectable = evaluation::detectable_gap(bar.mean, rules.alpha, rules.power);
  if (std::isfinite(detectable) && detectable <= most) power.detectable = detectable;
  power.needed = evaluation::groups_needed(bar.mean, rules.alpha, rules.power);
  return power;
}

std::string power_sentence(const EvaluationSeries& gap, const SeriesResult& result,
                           const EvaluationPart& part, const EvaluationRules& rules,
                           const EvaluationWords& words) {
  const GapPower power = power_of(gap, result, part, rules);
  if (power.test == GapTest::none) return "";
  const ErrorBar& bar = result.bars.front();
  const std::string unit = gap.kind == SeriesKind::loss_gap ? " " + words.unit : "";
  const std::string group = group_word(bar, part);
  const std::string rule = fmt::format("with power {:g} at level {:g}", rules.power, rules.alpha);
  std::string text = "of " + gap.name() + ", ";
  if (power.detectable) {
    text += fmt::format("gaps of {:.2g}{} or more are found {}", *power.detectable, unit, rule);
  } else {
    text += fmt::format("no gap{} would be found with {} {}", gap.shares ? " of accuracies" : "",
                        counted(bar.mean.groups, group), rule);
    if (result.mcnemar)
      text += fmt::format(", while {} {} right by one of them alone",
                          counted(result.mcnemar->only_first + result.mcnemar->only_second, "item"),
                          result.mcnemar->only_first + result.mcnemar->only_second == 1 ? "is" : "are");
  }
  if (power.needed)
    text += fmt::format("; one of {:.2g}, as observed, takes {}", std::fabs(bar.mean.value),
                        counted(*power.needed, group));
  return text;
}

}  // namespace plim::cli
