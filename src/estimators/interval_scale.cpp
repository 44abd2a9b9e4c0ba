#include "plim/estimators/interval_scale.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"

namespace plim {

IntervalScale scale_of(const Range& space) noexcept {
  if (!std::isfinite(space.low)) return IntervalScale::line;
  return std::isfinite(space.high) ? IntervalScale::logit : IntervalScale::log;
}

std::string_view method_of(IntervalScale scale) noexcept {
  return scale == IntervalScale::log ? "log" : scale == IntervalScale::logit ? "logit" : "wald";
}

void write_limits(Cell& cell, double half, const Range& space, IntervalScale scale) noexcept {
  if (scale == IntervalScale::line) {
    cell.lo = std::fmax(cell.value - half * cell.se, space.low);
    cell.hi = std::fmin(cell.value + half * cell.se, space.high);
    return;
  }
  const double above = cell.value - space.low, below = space.high - cell.value;
  if (!(above > 0) || !(below > 0)) return;
  if (scale == IntervalScale::log) {
    const double factor = elementary::exp(half * (cell.se / above));
    cell.lo = space.low + above / factor;
    cell.hi = space.low + above * factor;
    return;
  }
  const double width = space.high - space.low,
               factor = elementary::exp(half * (cell.se / above) * (width / below));
  cell.lo = space.low + width * (above / (above + below * factor));
  cell.hi = space.low + width * (above / (above + below / factor));
}

}  // namespace plim
