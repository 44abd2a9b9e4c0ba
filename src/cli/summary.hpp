#pragma once
#include <array>
#include <cmath>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "json.hpp"
#include "plim/core/status.hpp"
#include "plim/verdict/results.hpp"

namespace plim::cli {

/// A place on an axis of a group: a number or a text.
struct Coordinate {
  std::string axis, text;
  double number = not_given;  // of an axis of numbers

  bool is_number() const noexcept { return !std::isnan(number); }
  Json json() const { return is_number() ? json_real(number) : Json(text); }
};

/// One row of a summary: one series at one n of one coordinate of a group.
struct SummaryRow {
  std::string sample, population, estimate, of, unit, series;
  std::string label;  // the series for people
  std::string estimator, output;
  std::vector<Coordinate> at;
  std::optional<std::size_t> n_axis;  // among them, along which n moves
  std::int64_t n = 0;
  double level = not_given;  // nominal, of its intervals
  double truth = not_given;
  bool theory_of_successes = false;  // else it speaks of all replicates, as if none could fail
  std::array<std::int64_t, status_count> statuses{};
  struct Entry {
    std::string measure, unit;
    bool of_intervals = false;
    double value = not_given, mcse = not_given;
    std::int64_t count = 0;
    double prediction = not_given;
    std::uint8_t prediction_kind = 0;
    Column column = Column::none;
    std::string heading;  // "": it has no column of its own
  };
  std::vector<Entry> entries;

  /// The share of the replicates that gave no estimate.
  double failure_rate() const;
  std::int64_t failures() const;
  /// The causes of these with their counts.
  Json failures_json() const;
};

/// The measure that has this column of its table, or null.
const SummaryRow::Entry* find_column(const SummaryRow& row, Column column);
/// The share of infinite estimates with its error; null where there is none.
const SummaryRow::Entry* share_infinite(const SummaryRow& row);
/// "x from letters: H in bit", without coordinates.
std::string group_title(const SummaryRow& row);

/// The rows of finished groups, in the order of the file.
std::vector<SummaryRow> summary_rows(const std::vector<GroupResults>& results);

/// A table of every row: bias with MCSE and prediction, RMSE, coverage where there are intervals, and the
/// failed replicates by cause where there are any.
void print_table(std::ostream& out, const std::vector<SummaryRow>& rows);

/// The rows and verdicts for programs; of a run that was stopped, how far it came.
Json summary_json(const Results& results, const std::vector<SummaryRow>& rows);

}  // namespace plim::cli
