#pragma once
#include <iosfwd>
#include <optional>
#include <vector>

#include "estimates.hpp"
#include "plim/populations/data_population.hpp"

namespace plim::cli {

/// Says of every interval that is cut off at the edge of where its estimand can be, one-sided or missing
/// because the estimate lies on it, or missing because the standard error is 0; cuts every entropy's that
/// reaches above the largest of K classes, if their number is known, and says so.
void warn_of_edges(std::vector<SampleEstimate>& estimates, std::optional<std::size_t> K);

/// Warns of the intervals of entropies and perplexities that a large alphabet spoils: where the plug-in's
/// first-order bias (S-1)/(2n) (Miller 1955) exceeds half the standard error, S the classes seen, and where
/// more than a tenth of the draws are of classes seen once, which estimates the probability of the unseen
/// (Good 1953).
void warn_of_intervals(std::vector<SampleEstimate>& estimates, const DataPopulation& data);

/// A line for each warning, with the estimators that it is about.
void print_warnings(std::ostream& out, const std::vector<SampleEstimate>& estimates);

}  // namespace plim::cli
