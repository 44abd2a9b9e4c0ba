#pragma once
#include "plim/estimators/any_estimator.hpp"

namespace plim {

/// exp of an estimator of one entropy, bound and without its type: se by the delta method, interval the exp
/// of its ends; the additive form stays that of the entropy.
AnyEstimator perplexity_of(AnyEstimator entropy);

}  // namespace plim
