#pragma once
#include <vector>

#include "plim/estimators/joint/information.hpp"

namespace plim {

/// Transfer entropy from the first factor to the second, I(Y_t; X past | Y past) of sequences of symbols
/// (Schreiber 2000; nats), by one estimator of entropies of blocks. Options: `history`, symbols of the past
/// of Y, and `source_history`, of X. A sequence no longer than a history: empty. Standard errors, where an
/// interval is wanted, as those of information_by, as if the symbols with their pasts were drawn
/// independently.
Outcome<AnyEstimator> transfer_entropy_by(const BindEntropy& bind, const Knowns& knowns,
                                          const Arguments& options);
std::vector<Parameter> transfer_options();

}  // namespace plim
