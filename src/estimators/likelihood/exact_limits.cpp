#include "plim/estimators/likelihood/exact_limits.hpp"

#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

double quantile_of_gamma(double shape, double, double p) { return gamma_law::quantile(shape, p); }
double quantile_of_gamma_from_above(double shape, double, double q) {
  return gamma_law::complement_quantile(shape, q);
}

}  // namespace

Range gamma_limits(double shape, double level, QuantileMemo& memo) {
  const double tail = 0.5 * (1 - level);
  return {memo({quantile_of_gamma, shape, 0, tail}), memo({quantile_of_gamma_from_above, shape, 0, tail})};
}

Range poisson_limits(double count, double level, QuantileMemo& memo) {
  const double tail = 0.5 * (1 - level);
  return {count > 0 ? memo({quantile_of_gamma, count, 0, tail}) : 0.0,
          memo({quantile_of_gamma_from_above, count + 1, 0, tail})};
}

Range waiting_limits(double successes, double failures, double level, QuantileMemo& memo) {
  const double tail = 0.5 * (1 - level);
  return {memo({special::beta_quantile, successes, failures + 1, tail}),
          failures > 0 ? memo({special::beta_quantile, successes, failures, 1 - tail}) : 1.0};
}

Range variance_limits(double variance, double n, double level, QuantileMemo& memo) {
  const Range squares = gamma_limits(0.5 * (n - 1), level, memo);  // of n variance / (2 sigma^2)
  const double half = 0.5 * n * variance;
  return {half / squares.high, half / squares.low};
}

}  // namespace plim
