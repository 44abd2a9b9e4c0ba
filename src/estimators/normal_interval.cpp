#include "plim/estimators/normal_interval.hpp"

#include "plim/numeric/special.hpp"

namespace plim {

void NormalInterval::write(Cell& cell, double value, double se) const noexcept {
  cell.value = value;
  cell.se = se;
  cell.lo = value - z * se;
  cell.hi = value + z * se;
}

Outcome<NormalInterval> NormalInterval::bind(const Knowns& knowns, std::string_view estimator,
                                             std::string_view method) {
  if (!knowns.interval) return NormalInterval{};
  if (!knowns.interval->method.empty() && knowns.interval->method != method) {
    return Refusal{std::string(estimator) + " has no interval method \"" + knowns.interval->method +
                   "\"; it has \"" + std::string(method) + "\""};
  }
  return NormalInterval{special::normal_quantile(0.5 + 0.5 * knowns.interval->level)};
}

}  // namespace plim
