#pragma once
#include "evidence.hpp"

namespace plim {

/// True if the replicates are too few for the normal law at this tail.
bool is_too_skewed(const Estimated& e, double tail);

/// Limits that are passed with probability `tail` on either side. With too few replicates for the normal law
/// by Cantelli's inequality (1910), which holds for any law and decides what lies far off alone.
Limits limits_of(const Finding& f, double tail);

/// True if the finding contradicts its claim at this tail.
bool refutes(const Finding& f, double tail);

/// The verdict on one finding.
Verdict decide(const Finding& f, const Tails& tails);

/// Replicates that decide an undecided finding with chance 0.99 for all findings of its check: enough to
/// confirm the claim if it is true in the middle of its margin; if there are as many already, enough to tell
/// the present value from the nearer end.
double needed(const Finding& f, const Tails& tails, std::size_t findings);

/// How far an interval reaches beyond its margin, in standard errors: the larger, the worse for the claim.
double reach(const Finding& f, double tail);

}  // namespace plim
