#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "json.hpp"
#include "plim/study/timing.hpp"
#include "summary.hpp"

namespace plim::cli {

/// Times as the facts of a run note them.
Json times_json(const Plan& plan, const TimeSpec& what, const std::vector<SeriesTime>& times);

/// What one series costs at one n, and how far off it is there.
struct Cost {
  const SummaryRow* row;
  double least_ns, median_ns;
};

/// The rows of a result that have a time among those noted of its run, in their order.
std::vector<Cost> costs_of(const Json& times, const std::vector<SummaryRow>& rows);

/// A table of them; of the series at one n those that another one beats in RMSE at less cost,
/// beyond the noise of both, are marked.
void print_costs(std::ostream& out, const std::vector<Cost>& costs);

}  // namespace plim::cli
