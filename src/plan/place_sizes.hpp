#pragma once
#include <optional>
#include <vector>

#include "plim/plan/planner.hpp"

namespace plim {

/// The points of one population as a sample is taken from them.
struct SizedPoints {
  PopulationPoints points;
  std::vector<std::int64_t> sizes;    // of every point, or one at each place of n_axis
  std::optional<std::size_t> n_axis;  // along which n moves; its labels then name it
};

/// Gives the points of a population their sizes: those of the sample; with a zip each point of that grid its
/// own; of relative sizes each point of the parameter's grid one for every multiple, in place of the point.
/// Nothing, and a fault, if the population has no such grid or parameter.
std::optional<SizedPoints> place_sizes(const SampleSpec& sample, const PopulationSpec& population,
                                       const PopulationPoints& points, Faults& faults);

}  // namespace plim
