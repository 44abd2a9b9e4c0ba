#include "plim/estimators/likelihood/normal_model.hpp"

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/exact_limits.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {
constexpr double log_two = 0.69314718055994530942;
}

std::vector<Target<2>> NormalModel::targets() {
  Target<2> mean = parameter_target<2, 0>("mean", {}, 1);
  mean.is_normal_mean = true;
  return {mean,
          {"sd", [](const Theta<2>& t) { return std::sqrt(t[1]); },
           [](const Theta<2>& t) {
             return Theta<2>{0, 0.5 / std::sqrt(t[1])};
           },
           not_negative, false, 1, Exact::by_name},
          parameter_target<2, 1>("variance", not_negative, 2, Exact::by_name)};
}

Fit<2> NormalModel::fit(const MeanM2::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!std::isfinite(s.mean) || !std::isfinite(s.m2)) return {{}, Status::invalid};
  if (!(s.m2 > 0)) return {{}, Status::unbounded};
  const double variance = s.m2 / static_cast<double>(s.n);  // in units of the statistic
  const int unit = std::ilogb(s.unit), exponent = unit != 0 ? unit : unit_exponent(std::sqrt(variance));
  return {{std::ldexp(s.mean, -exponent), std::ldexp(variance, 2 * (unit - exponent))},
          Status::regular,
          exponent};
}

Theta<2> NormalModel::score(const MeanM2::One& s, const Theta<2>& at) const noexcept {
  const double variance = at[1], gap = s.mean - at[0];
  const double square = s.squares() / static_cast<double>(s.n) + gap * gap;
  return {gap / variance, 0.5 * (square / variance - 1) / variance};
}

Range NormalModel::exact_limits(std::string_view target, double value, const MeanM2::One& s, double level,
                                QuantileMemo& memo) const {
  const Range factors = variance_limits(1, real(s.n), level, memo);
  if (target == "variance") return {value * factors.low, value * factors.high};
  return {value * std::sqrt(factors.low), value * std::sqrt(factors.high)};
}

double NormalModel::log_likelihood(const MeanM2::One& s, const Theta<2>& at, int exponent) const noexcept {
  const double n = static_cast<double>(s.n), gap = std::ldexp(s.mean, -exponent) - at[0];
  const double squares = std::ldexp(s.m2, 2 * (std::ilogb(s.unit) - exponent));
  return -n * (0.5 * elementary::log(at[1]) + half_log_two_pi) - 0.5 * (squares + n * gap * gap) / at[1] -
         n * (exponent * log_two);
}

}  // namespace plim
