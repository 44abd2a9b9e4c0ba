#include "estimates.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

#include "digits.hpp"
#include "interval_coverage.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/estimators/sample/bootstrap.hpp"
#include "plim/views/ngrams.hpp"

namespace plim::cli {
namespace {

/// A success that carries no number is none, and neither is one of no observation or of an infinite value; of
/// several numbers the first that is none says why.
Status settled(Status status, const std::vector<Cell>& cells, std::int64_t n) {
  if (!is_success(status)) return status;
  const bool any =
      std::any_of(cells.begin(), cells.end(), [](const Cell& c) { return std::isfinite(c.value); });
  if (n == 0 && !any) return Status::empty;
  for (const Cell& cell : cells) {
    if (std::isnan(cell.value)) return Status::undefined;
    if (std::isinf(cell.value)) return Status::infinite;
  }
  return status;
}

/// Of one of several numbers: those that exist are none the worse for the others.
Status status_of(const SampleEstimate& e, std::size_t output) {
  const double value = e.cells[output].value;
  if (std::isinf(value)) return Status::infinite;
  if (std::isnan(value)) return is_success(e.status) ? Status::undefined : e.status;
  return is_success(e.status) ? e.status : Status::regular;
}

SampleEstimate estimate_of(const ScenarioPlan& scenario, const GroupPlan& group, std::size_t use,
                           const Worker& worker, std::size_t lane, std::int64_t n) {
  SampleEstimate estimate;
  estimate.estimate = group.estimate;
  estimate.estimand = group.of;
  estimate.target = scenario.knowns[use]->target;
  estimate.unit = group.unit;
  for (const Cell& cell : worker.cells(use, lane)) {
    const double f = group.unit_factor;
    estimate.cells.push_back({cell.value * f, cell.se * f, cell.lo * f, cell.hi * f});
  }
  for (const SeriesPlan& series : scenario.series) {
    if (series.use == use) estimate.keys.push_back(series.names->output);
    if (series.use == use) estimate.estimator = series.names->estimator;
  }
  estimate.told_K = scenario.estimators[use].facts->told_K;
  estimate.knowns = scenario.knowns[use];
  estimate.of_ngrams = scenario.estimators[use].facts->view.tag == view_id<Ngrams>();
  estimate.label = estimate.estimator;
  if (estimate.told_K) estimate.label += " [told K = " + std::to_string(*estimate.told_K) + "]";
  estimate.has_interval = scenario.estimators[use].facts->has_interval;
  const std::optional<IntervalRequest>& interval = scenario.knowns[use]->interval;
  estimate.by_resampling = interval && interval->method == Bootstrap::method;
  estimate.status = settled(worker.status(use, lane), estimate.cells, n);
  // Where a mean is infinite or does not exist, a law can have the other numbers.
  const bool shown = is_success(estimate.status) || estimate.status == Status::infinite ||
                     estimate.status == Status::undefined;
  if (!shown) std::fill(estimate.cells.begin(), estimate.cells.end(), Cell{});
  return estimate;
}

/// What an output estimates, with arguments and unit.
std::string name_for_people(const SampleEstimate& e, std::size_t output) {
  const bool with_arguments = e.estimand.find('(') != std::string::npos;
  return (with_arguments ? e.estimand : e.keys[output]) + (e.unit == "1" ? "" : " (" + e.unit + ")");
}

constexpr int usual_digits = 6;

std::string shown(double x) { return Digits(usual_digits).shown(x); }

/// How value and limits are shown: to six digits, or where these do not show the width of the interval, or
/// the standard error, to three, to as many decimals as do; without either, to one decimal at least.
Digits digits_of_cell(const Cell& c) {
  constexpr double most_fixed = 1e15;
  const double width = std::isfinite(c.hi - c.lo) && c.lo < c.hi ? c.hi - c.lo : c.se;
  const double size = std::fmax(std::abs(c.value), std::fmax(std::abs(c.lo), std::abs(c.hi)));
  if (width > 0 || !(size > 0) || !(size < most_fixed)) return Digits(size, width, 3, usual_digits);
  return Digits(std::max(usual_digits, static_cast<int>(std::floor(std::log10(size))) + 2));
}

/// A row of the table for people.
struct Row {
  std::string name, key, value, error, interval, coverage, status;
};

Row row_of(const SampleEstimate& e, std::size_t i) {
  const Cell& c = e.cells[i];
  const Digits digits = digits_of_cell(c);
  const bool is_point = c.lo == c.hi && !(c.se > 0);  // an interval between ties
  const auto text = [&](double x) { return is_point ? round_trip(x) : digits.shown(x); };
  return {i == 0 ? printable(e.label) : "",
          printable(name_for_people(e, i)),
          text(c.value),
          shown(c.se),
          std::isnan(c.lo) ? "-" : text(c.lo) + " .. " + text(c.hi),
          e.measured ? describe(e.measured->coverage) : "-",
          i == 0 || status_of(e, i) != status_of(e, 0)
              ? std::string(status_names[static_cast<std::size_t>(status_of(e, i))])
              : ""};
}

}  // namespace

std::vector<SampleEstimate> estimates_of(const Plan& plan, const Worker& worker, std::size_t lane,
                                         std::int64_t n) {
  std::vector<SampleEstimate> estimates;
  const ScenarioPlan& scenario = plan.scenarios[worker.scenario()];
  for (const GroupPlan& group : plan.groups) {
    for (const GroupPoint& point : group.points) {
      if (point.scenario != worker.scenario()) continue;
      for (std::size_t s = point.first_series; s < point.first_series + group.series; ++s) {
        if (scenario.series[s].element > 0) continue;
        estimates.push_back(estimate_of(scenario, group, scenario.series[s].use, worker, lane, n));
      }
    }
  }
  return estimates;
}

Json estimates_json(const std::vector<SampleEstimate>& estimates) {
  Json list = Json::array();
  for (const SampleEstimate& e : estimates) {
    Json value = Json::object(), error = Json::object(), interval = Json::object();
    for (std::size_t i = 0; i < e.keys.size(); ++i) {
      const Cell& cell = e.cells[i];
      value[e.keys[i]] = json_real(cell.value);
      error[e.keys[i]] = json_real(cell.se);
      interval[e.keys[i]] =
          std::isnan(cell.lo) ? Json(nullptr) : Json{json_real(cell.lo), json_real(cell.hi)};
    }
    list.push_back({{"estimator", e.estimator},
                    {"label", e.label},
                    {"estimand", e.estimand},
                    {"status", status_names[static_cast<std::size_t>(e.status)]},
                    {"value", value},
                    {"standard_error", error},
                    {"interval", interval},
                    {"coverage", e.measured ? coverage_json(*e.measured) : Json(nullptr)},
                    {"warnings", e.warnings},
                    {"reason", e.reason.empty() ? Json(nullptr) : Json(e.reason)},
                    {"unit", e.unit == "1" ? Json(nullptr) : Json(e.unit)},
                    {"log_likelihood", json_real(e.log_likelihood)},
                    {"log_evidence", json_real(e.log_evidence)}});
  }
  return list;
}

void print_estimates(std::ostream& out, const std::vector<SampleEstimate>& estimates, double level) {
  const bool measured =
      std::any_of(estimates.begin(), estimates.end(), [](const auto& e) { return e.measured.has_value(); });
  std::size_t name = 9, key = 8, value = 14, error = 14, interval = 28;
  const std::size_t coverage = measured ? 16 : 0;
  for (const SampleEstimate& e : estimates) {
    for (std::size_t i = 0; i < e.keys.size(); ++i) {
      const Row row = row_of(e, i);
      name = std::max(name, row.name.size());
      key = std::max(key, row.key.size());
      value = std::max(value, row.value.size() + 2);
      error = std::max(error, row.error.size() + 2);
      interval = std::max(interval, row.interval.size() + 2);
    }
  }
  const auto print = [&](const Row& r) {
    out << fmt::format("  {:<{}}  {:<{}}{:>{}}{:>{}}{:>{}}{:>{}}  {}\n", r.name, name, r.key, key, r.value,
                       value, r.error, error, r.interval, interval, measured ? r.coverage : "", coverage,
                       r.status);
  };
  print({"estimator", "estimand", "value", "std. error",
         (std::isnan(level) ? "" : shown(100 * level) + " % ") + "interval", "covered", "status"});
  for (const SampleEstimate& e : estimates) {
    for (std::size_t i = 0; i < e.keys.size(); ++i) print(row_of(e, i));
    if (!std::isnan(e.log_likelihood)) out << "    log likelihood " << round_trip(e.log_likelihood) << "\n";
    if (!std::isnan(e.log_evidence)) out << "    log evidence " << round_trip(e.log_evidence) << "\n";
  }
}

}  // namespace plim::cli
