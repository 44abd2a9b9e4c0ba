#include "plim/estimators/normal_interval.hpp"

#include <algorithm>
#include <cmath>

#include "plim/estimators/interval.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

void NormalInterval::write(Cell& cell, double value, double se, const Range& space) const noexcept {
  cell.value = value;
  cell.se = se;
  if (!(se > 0)) return;
  cell.lo = std::clamp(value - z * se, space.low, space.high);
  cell.hi = std::clamp(value + z * se, space.low, space.high);
}

Outcome<NormalInterval> NormalInterval::bind(const Knowns& knowns, std::string_view estimator,
                                             std::string_view method) {
  const Outcome<BoundInterval> interval = bind_interval(knowns, estimator, {method});
  if (!interval) return Refusal{interval.reason()};
  return NormalInterval{interval->level > 0 ? special::normal_quantile(0.5 + 0.5 * interval->level) : 0.0};
}

}  // namespace plim
