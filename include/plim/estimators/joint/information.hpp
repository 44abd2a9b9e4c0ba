#pragma once
#include <functional>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// Binds an entropy estimator, whose view is count features, to what is known of one table.
using BindEntropy = std::function<Outcome<AnyEstimator>(const Knowns&)>;

/// What entropies of a joint table and its margins make (nats): H(A) + H(B) - H(A, B); H(A, B) - H(B); the
/// variation of information 2 H(A, B) - H(A) - H(B) (Meila 2007).
enum class Information { mutual, conditional, variation };

/// One of them, all entropies by one estimator; the mutual one over what the option `by` says, if there is
/// one (normalisation.hpp).
///
/// Estimators on K classes are told the cells of each table; their option K can only be "observed". The
/// status is the first failure among the tables, else that of the joint table; a normaliser that is not above
/// 0: undefined. Standard errors, where an interval is wanted, by the delta method at the frequencies,
/// whatever the estimator: V/n, V the variance of sum slope_t (-ln p_t) (Moddemeijer 1989 for mutual
/// information), plus |sum slope_t (S_t - 1)|/(2 n^2), S_t the cells seen, the variance of the chi-square
/// that is left of mutual information at independence (Wilks 1938).
Outcome<AnyEstimator> information_by(Information kind, const BindEntropy& bind, const Knowns& knowns,
                                     const Arguments& options);

/// One entropy of which an estimator of information is a sum, with its sign.
struct SignedEntropy {
  double sign;
  std::vector<FactorTerm> factors;
  std::shared_ptr<const BoundEstimator> entropy;
};
/// Those of an estimator that `information_by` bound; none if it is no sum of entropies of margins.
std::vector<SignedEntropy> signed_entropies(const BoundEstimator& bound);

}  // namespace plim
