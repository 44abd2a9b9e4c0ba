#include "plim/estimators/likelihood/geometric_model.hpp"

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/exact_limits.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

std::vector<Target<1>> GeometricModel::targets() {
  return {parameter_target<1, 0>("p", {0, 1}, 0, Exact::by_name),
          {"mean", [](const Theta<1>& t) { return (1 - t[0]) / t[0]; },
           [](const Theta<1>& t) { return Theta<1>{-1 / (t[0] * t[0])}; }, not_negative, false, 0,
           Exact::by_name}};
}

Fit<1> GeometricModel::fit(const SampleMean::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!std::isfinite(s.mean) || s.min < 0 || !s.whole) return {{}, Status::invalid};
  return {{1 / (1 + s.mean)}, s.mean > 0 ? Status::regular : Status::boundary};
}

/// p^n is the chance that all are 0.
Theta<1> GeometricModel::edge_limit(const SampleMean::One& s, double level) const noexcept {
  return {elementary::exp(elementary::log1p(-level) / static_cast<double>(s.n))};
}

Range GeometricModel::exact_limits(std::string_view target, double, const SampleMean::One& s, double level,
                                   QuantileMemo& memo) const {
  const Range p = waiting_limits(real(s.n), s.sum(), level, memo);
  return target == "p" ? p : Range{(1 - p.high) / p.high, (1 - p.low) / p.low};
}

double GeometricModel::log_likelihood(const SampleMean::One& s, const Theta<1>& at) const noexcept {
  return static_cast<double>(s.n) * (elementary::log(at[0]) + times_log(s.mean, elementary::log1p(-at[0])));
}

}  // namespace plim
