#include "plim/accumulate/series_stats.hpp"

#include <cmath>

namespace plim {

Status Observation::outcome() const noexcept {
  if (is_success(status) && truth_drawn && !std::isfinite(truth)) return Status::undefined;
  if (!is_success(status) || std::isfinite(cell.value)) return status;
  return std::isinf(cell.value) ? Status::infinite : Status::undefined;
}

void SeriesStats::add(const Observation& o) noexcept {
  const Status status = o.outcome();
  ++statuses[static_cast<std::size_t>(status)];
  if (status == Status::infinite) infinite_sum += o.cell.value;
  if (!is_success(status)) return;
  const bool has_truth = !std::isnan(o.truth);
  const double e = has_truth ? o.cell.value - o.truth : o.cell.value;
  error.add(e);
  if (o.truth_drawn) value.add(o.cell.value);
  if (has_truth && !std::isnan(o.control)) controlled.add(e - o.control);
  if (std::isnan(o.cell.lo) || std::isnan(o.cell.hi)) return;
  width.add(o.cell.hi - o.cell.lo);
  if (has_truth && o.cell.lo <= o.truth && o.truth <= o.cell.hi) ++covered;
}

SeriesStats& SeriesStats::operator+=(const SeriesStats& other) noexcept {
  error += other.error;
  controlled += other.controlled;
  value += other.value;
  width += other.width;
  covered += other.covered;
  infinite_sum += other.infinite_sum;
  for (std::size_t s = 0; s < status_count; ++s) statuses[s] += other.statuses[s];
  return *this;
}

}  // namespace plim
