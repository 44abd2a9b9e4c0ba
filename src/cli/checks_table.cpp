#include "checks_table.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

namespace plim::cli {
namespace {

std::string_view verdict_of(const CheckResult& c) {
  return verdict_names[static_cast<std::size_t>(c.verdict)];
}

std::string margin_of(const CheckResult& c) {
  if (std::isinf(c.margin_low)) return fmt::format("at most {:.4g}", c.margin_high);
  if (std::isinf(c.margin_high)) return fmt::format("at least {:.4g}", c.margin_low);
  return fmt::format("{:.4g} .. {:.4g}", c.margin_low, c.margin_high);
}

/// The interval that decided: the wide one refutes, the narrow one confirms.
std::string interval_of(const CheckResult& c) {
  const bool wide = c.verdict == Verdict::refuted;
  const double lower = wide ? c.wide_lower : c.lower, upper = wide ? c.wide_upper : c.upper;
  if (std::isnan(lower) || lower == upper) return "";
  return fmt::format(" [{:.4g}, {:.4g}]", lower, upper);
}

void print_check(std::ostream& out, const CheckResult& c, std::size_t width) {
  out << fmt::format("  {:<{}}{:<12}{}{}\n", c.name, width, verdict_of(c), c.question,
                     c.expect_refuted ? " (expected to be refuted)" : "");
  out << fmt::format("{:{}}{} point{}", "", width + 14, c.points, c.points == 1 ? "" : "s");
  if (!std::isnan(c.value)) {
    out << fmt::format("; worst {}: {:.4g}{}, claimed {}", c.worst, c.value, interval_of(c), margin_of(c));
    if (!c.margin.empty()) out << " (" << c.margin << ")";
  }
  if (!std::isnan(c.needed)) out << fmt::format("; {:.4g} replicates would decide", c.needed);
  if (!c.note.empty()) out << "; " << c.note;
  out << "\n";
}

}  // namespace

void print_checks(std::ostream& out, const std::vector<CheckResult>& checks) {
  if (checks.empty()) return;
  out << "\nchecks\n";
  std::size_t expected = 0, width = 14;
  for (const CheckResult& c : checks) width = std::max(width, c.name.size() + 2);
  for (const CheckResult& c : checks) {
    print_check(out, c, width);
    expected += c.as_expected() ? 1 : 0;
  }
  out << fmt::format(
      "{} of {} as expected; level {:.4g} bounds the chance of any wrong refutation in this run, and of a "
      "wrong "
      "confirmation by each check, but for tails of unknown laws that no replicate has shown\n",
      expected, checks.size(), checks.front().level);
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
