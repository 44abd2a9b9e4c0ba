#include "plim/estimators/likelihood/poisson_model.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/exact_limits.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

Fit<1> PoissonModel::fit(const SampleMean::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!std::isfinite(s.mean) || s.min < 0 || !s.whole) return {{}, Status::invalid};
  return {{s.mean}, s.mean > 0 ? Status::regular : Status::boundary};
}

/// exp(-n mean) is the chance that all are 0.
Theta<1> PoissonModel::edge_limit(const SampleMean::One& s, double level) const noexcept {
  return {-elementary::log1p(-level) / static_cast<double>(s.n)};
}

Range PoissonModel::exact_limits(std::string_view, double, const SampleMean::One& s, double level,
                                 QuantileMemo& memo) const {
  const double n = real(s.n);
  if (!(s.sum() < 0x1p53)) {  // no longer counted one by one, and normal
    const double half = special::normal_quantile(0.5 + 0.5 * level) * std::sqrt(s.mean / n);
    return {s.mean - half, s.mean + half};
  }
  const Range sum = poisson_limits(s.sum(), level, memo);
  return {sum.low / n, sum.high / n};
}

double PoissonModel::log_likelihood(const MeanLogFactorial::One& s, const Theta<1>& at) const noexcept {
  return static_cast<double>(s.n) *
         (times_log(s.mean, elementary::log(at[0])) - at[0] - s.mean_log_factorial);
}

}  // namespace plim
