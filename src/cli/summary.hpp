#pragma once
#include <array>
#include <iosfwd>
#include <vector>

#include "json.hpp"
#include "plim/core/status.hpp"
#include "plim/verdict/results.hpp"

namespace plim::cli {

/// One row of a summary: one series at one n of one coordinate of a group.
struct SummaryRow {
  std::string sample, population, estimate, unit, series;
  std::string label;                                    // the series for people
  std::vector<std::pair<std::string, std::string>> at;  // axis -> coordinate
  std::int64_t n = 0;
  double truth = not_given;
  bool theory_of_successes = false;  // else it speaks of all replicates, as if none could fail
  std::array<std::int64_t, status_count> statuses{};
  struct Entry {
    std::string measure;
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
};

/// The rows of finished groups, in the order of the file.
std::vector<SummaryRow> summary_rows(const std::vector<GroupResults>& results);

/// A table for people: bias with MCSE and prediction, RMSE, coverage where there are intervals, and the
/// failed replicates by cause where there are any.
void print_table(std::ostream& out, const std::vector<SummaryRow>& rows);

/// The rows and verdicts for programs; of a run that was stopped, how far it came.
Json summary_json(const Results& results, const std::vector<SummaryRow>& rows);

}  // namespace plim::cli
