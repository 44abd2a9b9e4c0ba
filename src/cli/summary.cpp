#include "summary.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

#include "checks_table.hpp"
#include "plim/core/number.hpp"

namespace plim::cli {
namespace {

std::vector<std::pair<std::string, std::string>> coordinates(const std::vector<Axis>& axes,
                                                             std::size_t point) {
  std::vector<std::pair<std::string, std::string>> at(axes.size());
  for (std::size_t a = axes.size(); a-- > 0;) {
    const std::size_t i = point % axes[a].size();
    point /= axes[a].size();
    at[a] = {axes[a].name, axes[a].numbers.empty() ? axes[a].strings[i] : round_trip(axes[a].numbers[i])};
  }
  return at;
}

SummaryRow row_of(const GroupResults& r, std::size_t point, std::size_t n, std::size_t series) {
  const std::size_t cell = (point * r.sizes.size() + n) * r.series.size() + series;
  SummaryRow row{r.plan->sample,
                 r.plan->population,
                 r.plan->estimate,
                 r.plan->unit,
                 r.series[series],
                 r.labels[series],
                 coordinates(r.plan->axes, point),
                 r.sizes[n],
                 r.truth[point * r.series.size() + series],
                 {}};
  for (const MeasureArrays& m : r.measures) {
    SummaryRow::Entry entry{m.measure->name, m.value[cell], m.mcse[cell], m.count[cell], not_given, 0};
    for (const TheoryArrays& t : r.theory) {
      if (t.measure != entry.measure) continue;
      entry.prediction = t.value[cell];
      entry.prediction_kind = t.kind[cell];
    }
    row.entries.push_back(std::move(entry));
  }
  return row;
}

const SummaryRow::Entry* find(const SummaryRow& row, const char* measure) {
  for (const SummaryRow::Entry& entry : row.entries) {
    if (entry.measure == measure) return &entry;
  }
  return nullptr;
}

/// Four significant digits, or a dash.
std::string shown(double x) { return std::isnan(x) ? "-" : fmt::format("{:.4g}", x); }

std::string with_error(const SummaryRow::Entry* e) {
  if (e == nullptr || std::isnan(e->value)) return "-";
  const std::string value = fmt::format("{:+.4g}", e->value);
  return std::isnan(e->mcse) ? value : value + fmt::format(" ({:.1g})", e->mcse);
}

std::string prediction(const SummaryRow::Entry* e) {
  if (e == nullptr || e->prediction_kind == 0) return "-";
  return fmt::format("{:+.4g}{}", e->prediction, e->prediction_kind == 2 ? "~" : "");
}

std::string title_of(const SummaryRow& row) {
  std::string at;
  for (const auto& [axis, value] : row.at) at += ", " + axis + " = " + value;
  return fmt::format("{} from {}: {}{}{}", row.sample, row.population, row.estimate,
                     row.unit == "1" ? "" : " in " + row.unit, at);
}

}  // namespace

std::vector<SummaryRow> summary_rows(const std::vector<GroupResults>& results) {
  std::vector<SummaryRow> rows;
  for (const GroupResults& r : results) {
    for (std::size_t p = 0; p < r.plan->points.size(); ++p) {
      for (std::size_t s = 0; s < r.series.size(); ++s) {
        for (std::size_t n = 0; n < r.sizes.size(); ++n) rows.push_back(row_of(r, p, n, s));
      }
    }
  }
  return rows;
}

void print_table(std::ostream& out, const std::vector<SummaryRow>& rows) {
  std::string title, series;
  bool zero_error = false;
  std::size_t width = 18;
  for (const SummaryRow& row : rows) width = std::max(width, row.label.size());
  for (const SummaryRow& row : rows) {
    const SummaryRow::Entry* bias = find(row, "bias");
    const SummaryRow::Entry* mean = find(row, "mean");
    const SummaryRow::Entry* coverage = find(row, "coverage");
    if (title_of(row) != title) {
      title = title_of(row);
      series.clear();
      out << "\n"
          << title << "\n"
          << fmt::format("  {:<{}}{:>11}{:>22}{:>13}{:>12}{:>12}{}\n", "series", width, "n", "bias (MCSE)",
                         "theory", "RMSE", "theory",
                         coverage != nullptr ? fmt::format("{:>20}", "coverage (MCSE)") : "");
    }
    const bool mean_alone = bias != nullptr && std::isnan(bias->value) && !std::isnan(mean->value);
    const SummaryRow::Entry* rmse = find(row, "rmse");
    std::string theory = prediction(rmse);
    if (theory.front() == '+') theory.erase(0, 1);
    out << fmt::format("  {:<{}}{:>11}{:>22}{:>13}{:>12}{:>12}", row.series == series ? "" : row.label, width,
                       row.n, mean_alone ? "mean " + with_error(mean) : with_error(bias), prediction(bias),
                       rmse != nullptr ? shown(rmse->value) : "-", theory);
    if (coverage != nullptr) {
      out << fmt::format("{:>20}", std::isnan(coverage->value)
                                       ? "-"
                                       : fmt::format("{:.4f} ({:.1g})", coverage->value, coverage->mcse));
    }
    out << "\n";
    series = row.series;
    zero_error = zero_error || (bias != nullptr && bias->mcse == 0);
  }
  out << "\ntheory: exact, or ~ for a leading term, - for no prediction";
  if (zero_error) out << "; an MCSE of 0 means that all replicates gave the same value";
  out << "\n";
}

Json summary_json(const std::string& study, const std::vector<SummaryRow>& rows,
                  const std::vector<CheckResult>& checks) {
  constexpr const char* kinds[] = {"none", "exact", "leading"};
  Json list = Json::array();
  for (const SummaryRow& row : rows) {
    Json at = Json::object();
    for (const auto& [axis, value] : row.at) at[axis] = value;
    for (const SummaryRow::Entry& e : row.entries) {
      list.push_back({{"sample", row.sample},
                      {"population", row.population},
                      {"at", at},
                      {"n", row.n},
                      {"estimate", row.estimate},
                      {"series", row.series},
                      {"label", row.label},
                      {"measure", e.measure},
                      {"value", json_real(e.value)},
                      {"mcse", json_real(e.mcse)},
                      {"count", e.count},
                      {"prediction", json_real(e.prediction)},
                      {"prediction_kind", kinds[e.prediction_kind]}});
    }
  }
  return {{"study", study}, {"rows", list}, {"checks", checks_json(checks)}};
}

}  // namespace plim::cli
