#pragma once
#include <iosfwd>
#include <vector>

#include "estimates.hpp"
#include "plim/populations/data_population.hpp"

namespace plim::cli {

/// Gives losses of trained models the name of their model as a label, and where a model gives a symbol of the
/// other sample no probability, or that sample is too short, the reason: which symbol, after which, how many.
/// Notes how many symbols of the other sample a vocabulary lacks; null: nowhere.
void describe_models(std::vector<SampleEstimate>& estimates, const DataPopulation& data, std::ostream* notes);

}  // namespace plim::cli
