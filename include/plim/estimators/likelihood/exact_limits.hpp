#pragma once
#include "plim/estimators/any_estimator.hpp"
#include "plim/numeric/quantile_memo.hpp"

namespace plim {

/// The quantiles of the gamma law of that shape > 0 and scale 1 that leave half of 1 - level on each side.
Range gamma_limits(double shape, double level, QuantileMemo& memo);

/// Limits of the mean of a Poisson count of that size >= 0 (Garwood 1936).
Range poisson_limits(double count, double level, QuantileMemo& memo);

/// Limits of p where that many successes took that many failures >= 0, the last draw a success: as Clopper
/// and Pearson's (1934), by the negative binomial law.
Range waiting_limits(double successes, double failures, double level, QuantileMemo& memo);

/// Limits of a variance whose maximum likelihood estimate from n > 1 normal observations is that, by
/// chi-square with n - 1 degrees of freedom.
Range variance_limits(double variance, double n, double level, QuantileMemo& memo);

}  // namespace plim
