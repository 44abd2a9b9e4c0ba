#include "summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "checks_table.hpp"

namespace plim::cli {
namespace {

std::vector<Coordinate> coordinates(const std::vector<Axis>& axes, std::size_t point) {
  std::vector<Coordinate> at(axes.size());
  for (std::size_t a = axes.size(); a-- > 0;) {
    const std::size_t i = point % axes[a].size();
    point /= axes[a].size();
    at[a] = axes[a].numbers.empty() ? Coordinate{axes[a].name, axes[a].strings[i]}
                                    : Coordinate{axes[a].name, "", axes[a].numbers[i]};
  }
  return at;
}

SummaryRow::Entry entry_of(const GroupResults& r, const MeasureArrays& m, std::size_t cell) {
  SummaryRow::Entry entry;
  entry.measure = m.measure->name;
  entry.unit = unit_of(m.measure->scaling, r.unit);
  entry.of_intervals = m.measure->needs_interval;
  entry.value = m.value[cell];
  entry.mcse = m.mcse[cell];
  entry.count = m.count[cell];
  entry.column = m.measure->column;
  entry.heading = m.measure->heading != nullptr ? m.measure->heading : "";
  for (const TheoryArrays& t : r.theory) {
    if (t.measure != entry.measure) continue;
    entry.prediction = t.value[cell];
    entry.prediction_kind = t.kind[cell];
  }
  return entry;
}

SummaryRow row_of(const GroupResults& r, std::size_t point, std::size_t n, std::size_t series) {
  const std::size_t cell = (point * r.sizes_each() + n) * r.series.size() + series;
  SummaryRow row;
  row.sample = r.sample;
  row.population = r.population;
  row.estimate = r.estimate;
  row.of = r.of;
  row.unit = r.unit;
  row.series = r.series[series];
  row.label = r.labels[series];
  row.estimator = r.estimators[series];
  row.output = r.outputs[series];
  row.at = coordinates(r.axes, point);
  row.n_axis = r.n_axis;
  row.n = r.size_at(point, n);
  row.level = r.levels.empty() ? not_given : r.levels[point];
  row.truth = r.truth[point * r.series.size() + series];
  row.theory_of_successes = r.theory_of[cell] != 0;
  std::copy_n(r.failures.begin() + static_cast<std::ptrdiff_t>(cell * status_count), status_count,
              row.statuses.begin());
  for (const MeasureArrays& m : r.measures) row.entries.push_back(entry_of(r, m, cell));
  return row;
}

}  // namespace

std::int64_t SummaryRow::failures() const {
  std::int64_t failed = 0;
  for (std::size_t s = 0; s < status_count; ++s)
    failed += is_success(static_cast<Status>(s)) ? 0 : statuses[s];
  return failed;
}

double SummaryRow::failure_rate() const {
  const auto all = std::accumulate(statuses.begin(), statuses.end(), std::int64_t{0});
  return all > 0 ? static_cast<double>(failures()) / static_cast<double>(all) : 0;
}

Json SummaryRow::failures_json() const {
  Json causes = Json::object();
  for (std::size_t s = 0; s < status_count; ++s) {
    if (!is_success(static_cast<Status>(s)) && statuses[s] > 0)
      causes[std::string(status_names[s])] = statuses[s];
  }
  return causes;
}

const SummaryRow::Entry* find_column(const SummaryRow& row, Column column) {
  for (const SummaryRow::Entry& entry : row.entries) {
    if (entry.column == column) return &entry;
  }
  return nullptr;
}

const SummaryRow::Entry* share_infinite(const SummaryRow& row) {
  const SummaryRow::Entry* e = find_column(row, Column::infinite);
  return e != nullptr && (e->value > 0 || std::isinf(row.truth)) ? e : nullptr;
}

std::string group_title(const SummaryRow& row) {
  return row.sample + " from " + row.population + ": " + row.estimate +
         (row.unit == "1" ? "" : " in " + row.unit);
}

std::vector<SummaryRow> summary_rows(const std::vector<GroupResults>& results) {
  std::vector<SummaryRow> rows;
  for (const GroupResults& r : results) {
    for (std::size_t p = 0; p < r.axis_points(); ++p) {
      for (std::size_t s = 0; s < r.series.size(); ++s) {
        for (std::size_t n = 0; n < r.sizes_each(); ++n) rows.push_back(row_of(r, p, n, s));
      }
    }
  }
  return rows;
}

Json summary_json(const Results& results, const std::vector<SummaryRow>& rows) {
  constexpr const char* kinds[] = {"none", "exact", "leading"};
  constexpr const char* of[] = {"all replicates", "replicates with an estimate"};
  Json list = Json::array();
  for (const SummaryRow& row : rows) {
    Json at = Json::object();
    for (const Coordinate& c : row.at) at[c.axis] = c.json();
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
                      {"prediction_kind", kinds[e.prediction_kind]},
                      {"prediction_of",
                       e.prediction_kind == 0 ? Json(nullptr) : Json(of[row.theory_of_successes ? 1 : 0])},
                      {"truth", json_real(row.truth)},
                      {"unit", row.unit},
                      {"level", json_real(e.of_intervals ? row.level : not_given)},
                      {"failure_rate", row.failure_rate()},
                      {"failures", row.failures_json()}});
    }
  }
  Json samples = Json::array();
  for (const PopulationFacts& p : results.populations)
    samples.push_back({{"sample", p.sample}, {"population", p.population}, {"law", p.law}});
  Json json = {{"study", results.title},
               {"samples", samples},
               {"rows", list},
               {"checks", checks_json(results.checks)}};
  if (!results.is_partial()) return json;
  json["partial"] = true;
  json["replicates"] = results.replicates;
  json["replicates_asked"] = results.asked;
  return json;
}

}  // namespace plim::cli
