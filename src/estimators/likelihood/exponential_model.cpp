#include "plim/estimators/likelihood/exponential_model.hpp"

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/exact_limits.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

std::vector<Target<1>> ExponentialModel::targets() {
  return {parameter_target<1, 0>("lambda", not_negative, -1, Exact::by_name),
          {"mean", [](const Theta<1>& t) { return 1 / t[0]; },
           [](const Theta<1>& t) { return Theta<1>{-1 / (t[0] * t[0])}; }, not_negative, false, 1,
           Exact::by_name}};
}

Fit<1> ExponentialModel::fit(const SampleMean::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!std::isfinite(s.mean) || s.min < 0) return {{}, Status::invalid};
  if (!(s.mean > 0)) return {{}, Status::unbounded};
  const int exponent = unit_exponent(s.mean);
  return {{1 / std::ldexp(s.mean, -exponent)}, Status::regular, exponent};
}

Range ExponentialModel::exact_limits(std::string_view target, double value, const SampleMean::One& s,
                                     double level, QuantileMemo& memo) const {
  const double n = real(s.n);
  const Range sum = gamma_limits(n, level, memo);
  if (target == "lambda") return {value * (sum.low / n), value * (sum.high / n)};
  return {value * (n / sum.high), value * (n / sum.low)};
}

double ExponentialModel::log_likelihood(const SampleMean::One& s, const Theta<1>& at,
                                        int exponent) const noexcept {
  constexpr double log_two = 0.69314718055994530942;
  return static_cast<double>(s.n) *
         (elementary::log(at[0]) - at[0] * std::ldexp(s.mean, -exponent) - exponent * log_two);
}

}  // namespace plim
