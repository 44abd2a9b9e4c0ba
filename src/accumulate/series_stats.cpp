#include "plim/accumulate/series_stats.hpp"

#include <cmath>

namespace plim {
namespace {

/// A value that is not finite is a recorded outcome, never averaged, whatever the estimator called it.
Status checked(const Observation& o) noexcept {
  if (!is_success(o.status) || std::isfinite(o.cell.value)) return o.status;
  return std::isinf(o.cell.value) ? Status::infinite : Status::undefined;
}

}  // namespace

void SeriesStats::add(const Observation& o) noexcept {
  const Status status = checked(o);
  ++statuses[static_cast<std::size_t>(status)];
  if (!is_success(status)) return;
  const bool has_truth = !std::isnan(o.truth);
  const double e = has_truth ? o.cell.value - o.truth : o.cell.value;
  error.add(e);
  if (has_truth && !std::isnan(o.control)) controlled.add(e - o.control);
  if (std::isnan(o.cell.lo) || std::isnan(o.cell.hi)) return;
  width.add(o.cell.hi - o.cell.lo);
  if (has_truth && o.cell.lo <= o.truth && o.truth <= o.cell.hi) ++covered;
}

SeriesStats& SeriesStats::operator+=(const SeriesStats& other) noexcept {
  error += other.error;
  controlled += other.controlled;
  width += other.width;
  covered += other.covered;
  for (std::size_t s = 0; s < status_count; ++s) statuses[s] += other.statuses[s];
  return *this;
}

}  // namespace plim
