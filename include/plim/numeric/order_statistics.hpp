#pragma once
#include <span>

#include "plim/numeric/mean_limits.hpp"

namespace plim {

/// The quantile of order 0 < p < 1 of values in ascending order: linear between the order statistics around
/// place 1 + (n - 1) p (Hyndman and Fan 1996, type 7). NaN without values.
double sample_quantile(std::span<const double> ascending, double p);

/// Its standard error: half the distance of the quantiles whose ranks are two binomial standard deviations
/// below and above, over two (Woodruff 1952); 0 among ties, NaN where there are too few values.
double sample_quantile_se(std::span<const double> ascending, double p);

/// Limits of the quantile of the law by order statistics and the binomial law, whatever the law of the values
/// (Thompson 1936); infinite where there are too few values.
Limits quantile_limits(std::span<const double> ascending, double p, double tail);

/// Fewest values with which both of these limits are finite.
double fewest_for_quantile(double p, double tail);

}  // namespace plim
