#include "plim/estimators/likelihood/lognormal_model.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/exact_limits.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

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

LognormalModel::Logs LognormalModel::logs_of(const Observations::One& s) noexcept {
  const double n = static_cast<double>(s.n);
  const auto times = [&s](std::size_t i) { return s.times.empty() ? 1.0 : s.times[i]; };
  const auto log_of = [&s](std::size_t i) { return elementary::log(s.x[i]); };
  CompensatedSum sum, squares;
  for (std::size_t i = 0; i < s.x.size(); ++i) sum.add(times(i) * log_of(i));
  const double mean = sum.value() / n;
  for (std::size_t i = 0; i < s.x.size(); ++i)
    squares.add(times(i) * (log_of(i) - mean) * (log_of(i) - mean));
  return {mean, squares.value() / n};
}

Fit<2> LognormalModel::fit(const Observations::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  bool constant = true;
  for (const double x : s.x) {
    if (!(x > 0) || std::isinf(x)) return {{}, Status::invalid};
    constant = constant && x == s.x[0];
  }
  if (constant) return {{}, Status::unbounded};
  const Logs logs = logs_of(s);
  return {{logs.mean, std::sqrt(logs.variance)}, logs.variance > 0 ? Status::regular : Status::unbounded};
}

Theta<2> LognormalModel::score(const Observations::One& s, const Theta<2>& at) const noexcept {
  const Logs logs = logs_of(s);
  const double gap = logs.mean - at[0], precision = 1 / (at[1] * at[1]);
  return {gap * precision, ((logs.variance + gap * gap) * precision - 1) / at[1]};
}

Range LognormalModel::exact_limits(std::string_view, double scale, const Observations::One& s, double level,
                                   QuantileMemo& memo) const {
  const Range factors = variance_limits(1, real(s.n), level, memo);
  return {scale * std::sqrt(factors.low), scale * std::sqrt(factors.high)};
}

double LognormalModel::log_likelihood(const Observations::One& s, const Theta<2>& at) const noexcept {
  const Logs logs = logs_of(s);
  const double gap = logs.mean - at[0], squares = (logs.variance + gap * gap) / (at[1] * at[1]);
  return -static_cast<double>(s.n) * (elementary::log(at[1]) + half_log_two_pi + 0.5 * squares + logs.mean);
}

}  // namespace plim
