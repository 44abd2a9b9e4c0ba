#include "plim/estimators/likelihood/lognormal_model.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/exact_limits.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

double mean_of(const Theta<2>& t) { return elementary::exp(t[0] + 0.5 * t[1] * t[1]); }
Theta<2> mean_gradient(const Theta<2>& t) { return {mean_of(t), t[1] * mean_of(t)}; }

double variance_of(const Theta<2>& t) { return mean_of(t) * (mean_of(t) * elementary::expm1(t[1] * t[1])); }
Theta<2> variance_gradient(const Theta<2>& t) {
  const double square = mean_of(t) * mean_of(t), growth = elementary::expm1(t[1] * t[1]);
  return {2 * square * growth, 2 * t[1] * square * (1 + 2 * growth)};
}

double sd_of(const Theta<2>& t) { return mean_of(t) * std::sqrt(elementary::expm1(t[1] * t[1])); }
Theta<2> sd_gradient(const Theta<2>& t) {
  const Theta<2> g = variance_gradient(t);
  return {g[0] / (2 * sd_of(t)), g[1] / (2 * sd_of(t))};
}

}  // namespace

std::vector<Target<2>> LognormalModel::targets() {
  Target<2> location = parameter_target<2, 0>("location");
  location.is_normal_mean = true;
  return {location,
          parameter_target<2, 1>("scale", not_negative, 0, Exact::by_name),
          {"mean", mean_of, mean_gradient, not_negative},
          {"variance", variance_of, variance_gradient, not_negative},
          {"sd", sd_of, sd_gradient, not_negative}};
}

Fit<2> LognormalModel::fit(const LogMeanM2::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!s.proper) return {{}, Status::invalid};
  return {{s.mean, std::sqrt(s.m2 / real(s.n))}, s.m2 > 0 ? Status::regular : Status::unbounded};
}

Theta<2> LognormalModel::score(const LogMeanM2::One& s, const Theta<2>& at) const noexcept {
  const double gap = s.mean - at[0], precision = 1 / (at[1] * at[1]);
  return {gap * precision, ((s.m2 / real(s.n) + gap * gap) * precision - 1) / at[1]};
}

Range LognormalModel::exact_limits(std::string_view, double scale, const LogMeanM2::One& s, double level,
                                   QuantileMemo& memo) const {
  const Range factors = variance_limits(1, real(s.n), level, memo);
  return {scale * std::sqrt(factors.low), scale * std::sqrt(factors.high)};
}

double LognormalModel::log_likelihood(const LogMeanM2::One& s, const Theta<2>& at) const noexcept {
  const double gap = s.mean - at[0], squares = (s.m2 / real(s.n) + gap * gap) / (at[1] * at[1]);
  return -real(s.n) * (elementary::log(at[1]) + half_log_two_pi + 0.5 * squares + s.mean);
}

}  // namespace plim
