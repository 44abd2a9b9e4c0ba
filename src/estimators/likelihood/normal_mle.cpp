#include "plim/estimators/likelihood/normal_mle.hpp"

#include <cmath>

#include "plim/numeric/special.hpp"

namespace plim {

Outcome<NormalMle> NormalMle::bind(const Knowns& knowns, const Arguments&) {
  NormalMle bound;
  bound.target_ = knowns.estimand == "mean"       ? Target::mean
                  : knowns.estimand == "variance" ? Target::variance
                                                  : Target::sd;
  if (knowns.interval) {
    if (!knowns.interval->method.empty() && knowns.interval->method != "wald") {
      return Refusal{"mle of the normal has no interval method \"" + knowns.interval->method +
                     "\"; it has \"wald\""};
    }
    bound.z_ = special::normal_quantile(0.5 + 0.5 * knowns.interval->level);
  }
  return bound;
}

std::vector<Output> NormalMle::outputs() const {
  return {{"", target_ == Target::mean ? "mean" : target_ == Target::variance ? "variance" : "sd", 0}};
}

void NormalMle::estimate(const MeanM2::One& s, NoWorkspace&, const Address&,
                         const EstimateRef& out) const noexcept {
  if (s.n == 0) {
    out.status = Status::empty;
    return;
  }
  if (!std::isfinite(s.mean) || !std::isfinite(s.m2)) {
    out.status = Status::invalid;
    return;
  }
  if (!(s.m2 > 0)) {
    out.status = Status::unbounded;
    return;
  }
  const double n = static_cast<double>(s.n);
  const double variance = s.m2 / n;
  const double sd = std::sqrt(variance);
  Cell& cell = out.out[0];
  cell.value = target_ == Target::mean ? s.mean : target_ == Target::variance ? variance : sd;
  cell.se = target_ == Target::mean       ? sd / std::sqrt(n)
            : target_ == Target::variance ? variance * std::sqrt(2 / n)
                                          : sd / std::sqrt(2 * n);
  if (z_ > 0) {
    cell.lo = cell.value - z_ * cell.se;
    cell.hi = cell.value + z_ * cell.se;
  }
}

}  // namespace plim
