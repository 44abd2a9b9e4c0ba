#include "summary.hpp"

#include <algorithm>

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
  const std::size_t cell = (point * r.sizes_each() + n) * r.series.size() + series;
  SummaryRow row{r.sample,
                 r.population,
                 r.estimate,
                 r.unit,
                 r.series[series],
                 r.labels[series],
                 coordinates(r.axes, point),
                 r.size_at(point, n),
                 r.truth[point * r.series.size() + series],
                 r.theory_of[cell] != 0,
                 {},
                 {}};
  std::copy_n(r.failures.begin() + static_cast<std::ptrdiff_t>(cell * status_count), status_count,
              row.statuses.begin());
  for (const MeasureArrays& m : r.measures) {
    SummaryRow::Entry entry{m.measure->name,   m.value[cell],
                            m.mcse[cell],      m.count[cell],
                            not_given,         0,
                            m.measure->column, m.measure->heading != nullptr ? m.measure->heading : ""};
    for (const TheoryArrays& t : r.theory) {
      if (t.measure != entry.measure) continue;
      entry.prediction = t.value[cell];
      entry.prediction_kind = t.kind[cell];
    }
    row.entries.push_back(std::move(entry));
  }
  return row;
}

}  // namespace

double SummaryRow::failure_rate() const {
  std::int64_t all = 0, failed = 0;
  for (std::size_t s = 0; s < status_count; ++s) {
    all += statuses[s];
    failed += is_success(static_cast<Status>(s)) ? 0 : statuses[s];
  }
  return all > 0 ? static_cast<double>(failed) / static_cast<double>(all) : 0;
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
    for (const auto& [axis, value] : row.at) at[axis] = value;
    Json failures = Json::object();
    for (std::size_t s = 0; s < status_count; ++s) {
      if (!is_success(static_cast<Status>(s)) && row.statuses[s] > 0)
        failures[std::string(status_names[s])] = row.statuses[s];
    }
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
                      {"failure_rate", row.failure_rate()},
                      {"failures", failures}});
    }
  }
  Json json = {{"study", results.title}, {"rows", list}, {"checks", checks_json(results.checks)}};
  if (!results.is_partial()) return json;
  json["partial"] = true;
  json["replicates"] = results.replicates;
  json["replicates_asked"] = results.asked;
  return json;
}

}  // namespace plim::cli
