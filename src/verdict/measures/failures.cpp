#include "errors.hpp"
#include "measures.hpp"

namespace plim {
namespace {

Measured failure_rate(const SeriesStats& s, double) {
  return proportion(s.replicates() - s.successes(), s.replicates());
}

Measured share_infinite(const SeriesStats& s, double) { return proportion(s.infinite(), s.replicates()); }

Estimated limits_of_failure_rate(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.replicates() - s.successes(), s.replicates());
}

Estimated limits_of_share_infinite(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.infinite(), s.replicates());
}

}  // namespace

const Measure failure_rate_measure = {.name = "failure_rate",
                                      .long_name = "share of the replicates that gave no estimate",
                                      .scaling = Scaling::none,
                                      .asks = {.errors = true},
                                      .compute = failure_rate,
                                      .estimate = limits_of_failure_rate,
                                      .low = 0,
                                      .high = 1};

const Measure share_infinite_measure = {.name = "share_infinite",
                                        .long_name = "share of the replicates whose estimate is infinite",
                                        .scaling = Scaling::none,
                                        .compute = share_infinite,
                                        .estimate = limits_of_share_infinite,
                                        .low = 0,
                                        .high = 1,
                                        .where_infinite = true,
                                        .column = Column::infinite};

}  // namespace plim
