#pragma once
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "estimates.hpp"
#include "plim/populations/data_population.hpp"

namespace plim::cli {

/// A band as programs read it: what it is of, the least and the most coverage, and of how many scenarios.
Json coverage_json(const BandCoverage& measured);

/// The estimand whose intervals were measured for it, too.
std::string_view measured_as(const Estimand& estimand);

/// Notes of each estimate how often intervals like its own held the truth in studies; `interval` is what was
/// asked for: only the usual intervals of 95 % were measured.
void note_coverage(std::vector<SampleEstimate>& estimates, const DataPopulation& data,
                   const std::string& interval);

/// Says under a table with a column of coverages where they are from.
void print_coverage_source(std::ostream& out, const std::vector<SampleEstimate>& estimates);

}  // namespace plim::cli
