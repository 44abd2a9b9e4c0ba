#include "summary_brief.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "brief_table.hpp"
#include "checks_table.hpp"
#include "plim/core/name.hpp"
#include "plim/data/text_width.hpp"
#include "plim/data/user_data.hpp"

namespace plim::cli {
namespace {

/// How many reasons every check has in so many lines: those not as expected have one each first, then their
/// others, then the rest.
std::vector<std::size_t> reasons_shown(const std::vector<BriefCheck>& checks, std::size_t shown,
                                       std::size_t lines) {
  std::vector<std::size_t> counts(shown);
  for (const bool as_expected : {false, true}) {
    for (bool more = true; more && lines > 0;) {
      more = false;
      for (std::size_t i = 0; i < shown && lines > 0; ++i) {
        if (checks[i].as_expected != as_expected || counts[i] == checks[i].reasons.size()) continue;
        ++counts[i];
        --lines;
        more = true;
      }
    }
  }
  return counts;
}

std::string left_out(const std::vector<BriefCheck>& checks, std::size_t shown) {
  const auto open = std::count_if(checks.begin() + static_cast<std::ptrdiff_t>(shown), checks.end(),
                                  [](const BriefCheck& c) { return !c.confirmed; });
  return fmt::format("  ... and {} more checks, {} (--full)", checks.size() - shown,
                     open == 0 ? std::string("all confirmed") : fmt::format("{} not confirmed", open));
}

/// The lines of the checks, as many as there is room for.
std::vector<std::string> lines_of_checks(const Results& results, std::size_t room) {
  if (results.checks.empty() || room < 2) return {};
  std::vector<std::string> lines = {fmt::format(
      "checks: {} (level {:.4g})", count_as_expected(results.checks), results.checks.front().level)};
  const std::vector<BriefCheck> checks = brief_checks(results, screen_columns);
  const bool all = checks.size() < room;
  const std::size_t shown = all ? checks.size() : room - 2;
  const std::vector<std::size_t> reasons = reasons_shown(checks, shown, all ? room - 1 - shown : 0);
  for (std::size_t i = 0; i < shown; ++i) {
    lines.push_back(checks[i].row);
    lines.insert(lines.end(), checks[i].reasons.begin(),
                 checks[i].reasons.begin() + static_cast<std::ptrdiff_t>(reasons[i]));
    if (reasons[i] > 1 && reasons[i] < checks[i].reasons.size())
      lines.back() = cut_off(lines.back(), screen_columns);
  }
  if (!all) lines.push_back(left_out(checks, shown));
  return lines;
}

/// How many lines the checks should have: the reasons of those that are as expected can be left out.
std::size_t lines_wanted(const Results& results) {
  std::size_t lines = results.checks.empty() ? 0 : 1;
  for (const BriefCheck& c : brief_checks(results, screen_columns))
    lines += 1 + (c.as_expected ? 0 : c.reasons.size());
  return lines;
}

/// The populations of files that leave rows out, which no summary may keep to itself.
std::vector<std::string> lines_of_missing(const Results& results) {
  constexpr std::size_t most = 3;
  std::vector<std::string> lines;
  for (const PopulationFacts& p : results.populations) {
    if (p.law.find(left_out_as_missing) == std::string::npos) continue;
    if (lines.size() == most) {
      lines.back() = "  ... and more with missing values (--full)";
      break;
    }
    lines.push_back(shortened_inside(printable("  " + p.population + " = " + p.law), screen_columns));
  }
  return lines;
}

}  // namespace

void print_brief(std::ostream& out, const Results& results, const std::vector<SummaryRow>& rows,
                 const std::vector<std::string>& foot, std::size_t lines) {
  constexpr std::size_t least_of_table =
      6;  // two of headings, one of a title, a series or two, what is left out
  std::vector<std::string> text;
  if (!results.title.empty()) text.push_back(shortened(printable(results.title), screen_columns));
  if (results.is_partial())
    text.push_back(fmt::format("stopped early: {} of {} replicates", results.replicates, results.asked));
  for (const std::string& line : lines_of_missing(results)) text.push_back(line);
  const std::size_t fixed = text.size() + foot.size() + (results.checks.empty() ? 2 : 3);  // blank lines
  const std::size_t room = lines - std::min(lines, fixed);
  const BriefTable table(rows, screen_columns);
  const std::size_t for_table = std::min(table.lines_wanted(), std::max(least_of_table, room / 2));
  const std::size_t for_checks = std::min(lines_wanted(results), room - std::min(room, for_table));
  const std::vector<std::string> series = table.lines(room - for_checks);
  const std::vector<std::string> verdicts = lines_of_checks(results, room - std::min(room, series.size()));
  for (const std::vector<std::string>* part : {&verdicts, &series, &foot}) {
    if (!part->empty() && !text.empty()) text.emplace_back();
    text.insert(text.end(), part->begin(), part->end());
  }
  for (const std::string& line : text) out << shortened_inside(line, screen_columns) << "\n";
}

}  // namespace plim::cli
