#include "plim/estimators/likelihood/pareto_model.hpp"

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/exact_limits.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/multiple.hpp"

namespace plim {
namespace {

/// The mean of ln(x/scale).
double mean_log_multiple(const LeastLog::One& s, double scale) {
  return s.sum_log / real(s.n) + log_multiple(s.least, scale);
}

}  // namespace

std::vector<Target<2>> ParetoModel::targets() {
  Target<2> scale = parameter_target<2, 0>("scale", not_negative);
  scale.gradient = [](const Theta<2>&) { return Theta<2>{not_given, 0}; };  // it has no root-n law
  return {scale, parameter_target<2, 1>("shape", not_negative, 0, Exact::own)};
}

Fit<2> ParetoModel::fit(const LeastLog::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!(s.least > 0)) return {{}, Status::invalid};
  const double mean = s.sum_log / real(s.n);
  return {{s.least, 1 / mean}, mean > 0 ? Status::nonregular : Status::unbounded};
}

Theta<2> ParetoModel::score(const LeastLog::One& s, const Theta<2>& at) const noexcept {
  return {at[1] / at[0], 1 / at[1] - mean_log_multiple(s, at[0])};
}

Theta<2> ParetoModel::edge_limit(const LeastLog::One& s, double level) const noexcept {
  const Theta<2> at = fit(s).at;
  // n ln(estimate/scale) and the sum of logarithms are independent gamma numbers of shapes 1 and n - 1.
  const double multiple = elementary::expm1(-elementary::log1p(-level) / (real(s.n) - 1));
  return {at[0] * elementary::exp(-multiple / at[1]), at[1]};
}

Range ParetoModel::exact_limits(std::string_view, double shape, const LeastLog::One& s, double level,
                                QuantileMemo& memo) const {
  const double n = real(s.n);
  const Range gamma = gamma_limits(n - 1, level, memo);
  return {shape * gamma.low / n, shape * gamma.high / n};
}

double ParetoModel::log_likelihood(const LeastLog::One& s, const Theta<2>& at) const noexcept {
  const double each =
      elementary::log(at[1]) - elementary::log(at[0]) - (at[1] + 1) * mean_log_multiple(s, at[0]);
  return real(s.n) * each;
}

}  // namespace plim
