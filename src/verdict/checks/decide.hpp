#pragma once
#include "plim/verdict/checks.hpp"
#include "plim/verdict/finding.hpp"

namespace plim {

/// True if too many replicates failed for the others to decide.
bool has_failed(const Finding& f, const Tails& tails);

/// True if the finding contradicts its claim at this tail.
bool refutes(const Finding& f, double tail);

/// The verdict on one finding.
Verdict decide(const Finding& f, const Tails& tails);

/// Replicates that decide an undecided finding with chance 0.99 for all findings of its check: enough to
/// confirm the claim if it is true in the middle of its margin; if there are as many already, enough to tell
/// the present value from the nearer end. NaN if no number of replicates does.
double needed(const Finding& f, const Tails& tails, std::size_t findings);

/// How far an interval reaches beyond its margin, in standard errors: the larger, the worse for the claim.
double reach(const Finding& f, double tail);

}  // namespace plim
