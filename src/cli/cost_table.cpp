#include "cost_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <ostream>

#include <fmt/format.h>

#include "plim/core/name.hpp"

namespace plim::cli {
namespace {

/// The coordinates of a point of a group.
Json place_of_point(const GroupPlan& group, std::size_t point) {
  Json at = Json::object();
  for (std::size_t a = 0; a < group.axes.size(); ++a) {
    const Axis& axis = group.axes[a];
    const std::size_t i = group.place_on(a, point);
    at[axis.name] = axis.numbers.empty() ? Json(axis.strings[i]) : json_real(axis.numbers[i]);
  }
  return at;
}

/// A text that tells a series at one n of one point from all others. Members may come in any order.
std::string key_of_cost(const std::string& sample, const std::string& population, const std::string& estimate,
                        const std::string& series, const Json& at, double n) {
  std::map<std::string, std::string> places;
  for (const auto& [axis, place] : at.members())
    places[axis] = place.is_text() ? place.on_a_line() : fmt::format("{}", place.number());
  std::string key = Json({sample, population, estimate, series}).on_a_line() + fmt::format(" {}", n);
  for (const auto& [axis, place] : places) key += " " + axis + " " + place;
  return key;
}

std::string key_of_row(const SummaryRow& row) {
  Json at = Json::object();
  for (const Coordinate& c : row.at) at[c.axis] = c.json();
  return key_of_cost(row.sample, row.population, row.estimate, row.series, at, static_cast<double>(row.n));
}

/// The RMSE with its Monte Carlo standard error; NaN where there is none.
std::pair<double, double> rmse_of(const SummaryRow& row) {
  const SummaryRow::Entry* entry = find_column(row, Column::error);
  if (entry == nullptr) return {not_given, not_given};
  return {entry->value, entry->mcse};
}

/// 3 digits with a unit.
std::string time_text(double ns) {
  constexpr const char* units[] = {"ns", "us", "ms", "s"};
  std::size_t unit = 0;
  for (; ns >= 999.5 && unit < 3; ++unit) ns /= 1000;
  return fmt::format("{:.3g} {}", ns, units[unit]);
}

/// The same sample and estimate at the same n.
bool are_rivals(const SummaryRow& a, const SummaryRow& b) {
  if (group_title(a) != group_title(b) || a.n != b.n) return false;
  return std::equal(a.at.begin(), a.at.end(), b.at.begin(), b.at.end(), [](const auto& p, const auto& q) {
    return p.text == q.text && (p.number == q.number || (!p.is_number() && !q.is_number()));
  });
}

/// Closer and cheaper than the other, both beyond their noise.
bool beats(const Cost& cost, const Cost& other) {
  constexpr double errors = 3;
  const auto [rmse, error] = rmse_of(*cost.row);
  const auto [its_rmse, its_error] = rmse_of(*other.row);
  return cost.median_ns < other.least_ns && rmse + errors * std::hypot(error, its_error) < its_rmse;
}

bool is_beaten(const Cost& cost, const std::vector<Cost>& all) {
  return std::any_of(all.begin(), all.end(), [&cost](const Cost& other) {
    return are_rivals(*cost.row, *other.row) && beats(other, cost);
  });
}

std::string title_of_cost(const SummaryRow& row) {
  std::string title = group_title(row);
  for (std::size_t a = 0; a < row.at.size(); ++a) {
    if (row.n_axis == a) continue;
    const Coordinate& c = row.at[a];
    title += ", " + c.axis + " = " + (c.is_number() ? fmt::format("{}", c.number) : c.text);
  }
  return title;
}

}  // namespace

Json times_json(const Plan& plan, const TimeSpec& what, const std::vector<SeriesTime>& times) {
  Json list = Json::array();
  for (const SeriesTime& t : times) {
    const GroupPlan& group = plan.groups[t.group];
    list.push_back({{"sample", group.sample},
                    {"population", group.population},
                    {"estimate", group.estimate},
                    {"at", place_of_point(group, t.point)},
                    {"n", t.n},
                    {"series", group.labels[t.series]},
                    {"least", json_real(t.least_ns)},
                    {"median", json_real(t.median_ns)}});
  }
  return {{"measure", what.measure},
          {"of", "one estimate, with deriving its view of a sample that is there; alone on one thread"},
          {"repeats", what.repeats},
          {"threads", what.threads},
          {"series", list}};
}

std::vector<Cost> costs_of(const Json& times, const std::vector<SummaryRow>& rows) {
  std::map<std::string, std::pair<double, double>> noted;
  if (!times.contains("series")) return {};
  for (const Json& t : times["series"].elements()) {
    noted[key_of_cost(t["sample"].text(), t["population"].text(), t["estimate"].text(), t["series"].text(),
                      t["at"], t["n"].number())] = {t["least"].number(), t["median"].number()};
  }
  std::vector<Cost> costs;
  for (const SummaryRow& row : rows) {
    const auto found = noted.find(key_of_row(row));
    if (found != noted.end()) costs.push_back({&row, found->second.first, found->second.second});
  }
  return costs;
}

void print_costs(std::ostream& out, const std::vector<Cost>& costs) {
  std::string title;
  bool any = false;
  for (const Cost& cost : costs) {
    const SummaryRow& row = *cost.row;
    if (title_of_cost(row) != title) {
      title = title_of_cost(row);
      out << printable(title) << "\n"
          << fmt::format("  {:<32} {:>11}       RMSE    median     least\n", "", "n");
    }
    const bool beaten = is_beaten(cost, costs);
    any = any || beaten;
    const std::string name = printable(row.label);
    out << "  " << name << std::string(name.size() < 32 ? 32 - name.size() : 0, ' ')
        << fmt::format(" {:>11} {:>10.4g} {:>9} {:>9}{}\n", row.n, rmse_of(row).first,
                       time_text(cost.median_ns), time_text(cost.least_ns), beaten ? " *" : "");
  }
  out << "times of one estimate, with deriving its view of a sample that is there\n";
  if (any) out << "*: another one at this n is cheaper, and closer to the truth\n";
}

}  // namespace plim::cli
