#pragma once
#include <string>

#include "plim/estimators/any_estimator.hpp"

namespace plim {

/// exp of an estimator of one logarithm, bound and without its type, as one of that estimand: se by the delta
/// method, interval the exp of its ends; the additive form stays that of the logarithm.
AnyEstimator exp_of(AnyEstimator log, const std::string& estimand);

}  // namespace plim
