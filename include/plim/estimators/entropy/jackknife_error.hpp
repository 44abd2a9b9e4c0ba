#pragma once
#include "plim/estimators/any_estimator.hpp"
#include "plim/estimators/normal_interval.hpp"

namespace plim {

/// An estimator from counts with the jackknife's standard error and the interval value -+ z se (Efron and
/// Stein 1981): ((n - 1)/n) sum of (T without an observation - their mean)^2 over the n observations. Those
/// of classes seen equally often are alike, so that it takes as many estimates as there are different counts.
/// None where one of these estimates fails. `interval` is wanted; the interval is cut to `space`, that of a
/// number of classes to no fewer than were seen. O(K D), D different counts.
AnyEstimator with_jackknife_error(AnyEstimator estimator, const NormalInterval& interval, const Range& space);

}  // namespace plim
