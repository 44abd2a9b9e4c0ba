#include "checks_table.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

#include "digits.hpp"
#include "plim/core/name.hpp"
#include "plim/data/text_width.hpp"

namespace plim::cli {
namespace {

std::string_view verdict_of(const CheckResult& c) {
  return verdict_names[static_cast<std::size_t>(c.verdict)];
}

/// The numbers of a check for people.
struct CheckNumbers {
  std::string value, interval, margin;  // interval: " [lower, upper]" or ""
};

/// The interval is the one that decided: the wide one refutes, the narrow one confirms. Four digits, or three
/// of the width of the interval; two of that of a margin with two ends.
CheckNumbers numbers_of(const CheckResult& c) {
  const bool wide = c.verdict == Verdict::refuted, two_ends = std::isfinite(c.margin_high - c.margin_low);
  const double lower = wide ? c.wide_lower : c.lower, upper = wide ? c.wide_upper : c.upper;
  const auto digits = [](double low, double high, int of_width) {
    return Digits(std::fmax(std::fabs(low), std::fabs(high)), high - low, of_width, 4);
  };
  const Digits of_interval = digits(lower, upper, 3),
               of_margin = two_ends ? digits(c.margin_low, c.margin_high, 2) : of_interval;
  const std::string low = of_margin.shown(c.margin_low), high = of_margin.shown(c.margin_high);
  return {of_interval.shown(c.value),
          std::isnan(lower) || lower == upper
              ? ""
              : fmt::format(" [{}, {}]", of_interval.shown(lower), of_interval.shown(upper)),
          std::isinf(c.margin_low)    ? "at most " + high
          : std::isinf(c.margin_high) ? "at least " + low
                                      : low + " .. " + high};
}

/// What was measured at the worst point, where that is known.
std::string by_measure(const CheckResult& c) { return c.measured.empty() ? "" : ", by " + c.measured; }

void print_check(std::ostream& out, const CheckResult& c, std::size_t width) {
  out << fmt::format("  {:<{}}{:<12}{}{}\n", printable(c.name), width, verdict_of(c), printable(c.question),
                     c.expect_refuted ? " (expected to be refuted)" : "");
  std::string text = fmt::format("{:{}}{} point{}", "", width + 14, c.points, c.points == 1 ? "" : "s");
  if (!std::isnan(c.value)) {
    const CheckNumbers numbers = numbers_of(c);
    text += fmt::format("; worst {}{}: {}{}, claimed {}", c.worst, by_measure(c), numbers.value,
                        numbers.interval, numbers.margin);
    if (!c.margin.empty()) text += " (" + c.margin + ")";
  }
  if (!std::isnan(c.needed)) text += fmt::format("; {:.4g} replicates would decide", c.needed);
  if (!c.note.empty()) text += "; " + c.note;
  out << printable(text) << "\n";
}

/// What a person wants to see first.
int rank_of(const CheckResult& c) {
  switch (c.verdict) {
    case Verdict::refuted: return 0;
    case Verdict::undecided: return 1;
    case Verdict::exploratory: return 2;
    case Verdict::confirmed: break;
  }
  return 3;
}

/// What every worst point of a run begins with, if all are of one sample of one population: "x from p, ".
std::string common_beginning(const Results& results) {
  std::string common;
  for (const PopulationFacts& p : results.populations) {
    if (!common.empty()) return "";
    common = p.sample + " from " + p.population + ", ";
  }
  return common;
}

/// Where the check is worst and what was measured there, by name if that is not the measure asked for.
std::string worst_of(const CheckResult& c, const std::string& common, std::size_t columns) {
  std::string where = c.worst;
  if (!common.empty() && where.starts_with(common)) where.erase(0, common.size());
  const CheckNumbers numbers = numbers_of(c);
  const std::string name = c.measured == c.measure ? "" : printable(c.measured) + " ",
                    measured = ": " + name + numbers.value + numbers.interval;
  const std::size_t used = std::min(columns, text_width(measured));
  return shortened(shortened_inside("worst at " + printable(where), columns - used) + measured, columns);
}

/// What was claimed, and what would decide.
std::string claim_of(const CheckResult& c) {
  std::string text = std::isnan(c.value) ? "" : "claimed " + numbers_of(c).margin;
  const auto add = [&text](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  };
  if (!std::isnan(c.needed)) add(fmt::format("{:.4g} replicates would decide", c.needed));
  if (c.verdict != Verdict::confirmed) add(c.note);
  if (!std::isnan(c.value)) add(c.margin);
  if (c.verdict == Verdict::confirmed) add(c.note);
  return printable(text);
}

BriefCheck brief_check(const CheckResult& c, const std::string& common, std::size_t columns) {
  constexpr std::size_t indent = 13, reason_indent = 6;
  const std::string expected =
                        c.expect_refuted ? c.as_expected() ? " (as expected)" : " (expected: refuted)" : "",
                    margin(reason_indent, ' ');
  BriefCheck brief;
  brief.confirmed = c.verdict == Verdict::confirmed;
  brief.as_expected = c.as_expected();
  const std::string head = fmt::format("  {:<11}", verdict_of(c));
  const std::size_t room = columns - indent - text_width(expected);
  const std::string name = shortened_inside(printable(c.name), room * 2 / 5);
  brief.row =
      head + name + ": " + shortened_inside(printable(c.question), room - text_width(name) - 2) + expected;
  if (!std::isnan(c.value)) brief.reasons.push_back(margin + worst_of(c, common, columns - reason_indent));
  if (const std::string claim = claim_of(c); !claim.empty()) {
    for (const std::string& line : wrapped(claim, columns - reason_indent, 0))
      brief.reasons.push_back(margin + line);
  }
  return brief;
}

}  // namespace

std::string count_as_expected(const std::vector<CheckResult>& checks) {
  const auto expected =
      std::count_if(checks.begin(), checks.end(), [](const CheckResult& c) { return c.as_expected(); });
  return fmt::format("{} of {} as expected", expected, checks.size());
}

std::vector<BriefCheck> brief_checks(const Results& results, std::size_t columns) {
  std::vector<const CheckResult*> order;
  for (const CheckResult& c : results.checks) order.push_back(&c);
  std::stable_sort(order.begin(), order.end(), [](const CheckResult* a, const CheckResult* b) {
    return std::pair(rank_of(*a), a->as_expected()) < std::pair(rank_of(*b), b->as_expected());
  });
  const std::string common = common_beginning(results);
  std::vector<BriefCheck> brief;
  for (const CheckResult* c : order) brief.push_back(brief_check(*c, common, columns));
  return brief;
}

void print_checks(std::ostream& out, const std::vector<CheckResult>& checks) {
  if (checks.empty()) return;
  out << "\nchecks\n";
  std::size_t width = 14;
  for (const CheckResult& c : checks) width = std::max(width, c.name.size() + 2);
  for (const CheckResult& c : checks) print_check(out, c, width);
  out << fmt::format(
      "{}; level {:.4g} bounds the chance of any wrong refutation in this run, and of a wrong "
      "confirmation by each check, but for tails of unknown laws that no replicate has shown\n",
      count_as_expected(checks), checks.front().level);
}

Json checks_json(const std::vector<CheckResult>& checks) {
  Json list = Json::array();
  for (const CheckResult& c : checks) {
    list.push_back({{"name", c.name},
                    {"question", c.question},
                    {"estimate", c.estimate},
                    {"measure", c.measure},
                    {"verb", c.verb},
                    {"verdict", verdict_of(c)},
                    {"expect", c.expect_refuted ? "refuted" : "confirmed"},
                    {"as_expected", c.as_expected()},
                    {"points", c.points},
                    {"worst", c.worst},
                    {"measured", c.measured},
                    {"value", json_real(c.value)},
                    {"lower", json_real(c.lower)},
                    {"upper", json_real(c.upper)},
                    {"confidence", json_real(c.confidence)},
                    {"wide_lower", json_real(c.wide_lower)},
                    {"wide_upper", json_real(c.wide_upper)},
                    {"wide_confidence", json_real(c.wide_confidence)},
                    {"margin_low", json_real(c.margin_low)},
                    {"margin_high", json_real(c.margin_high)},
                    {"margin", c.margin},
                    {"prediction", json_real(c.prediction)},
                    {"needed", json_real(c.needed)},
                    {"level", json_real(c.level)},
                    {"failed", json_real(c.failed)},
                    {"note", c.note}});
  }
  return list;
}

}  // namespace plim::cli
