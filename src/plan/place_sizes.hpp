#pragma once
#include <optional>
#include <vector>

#include "plim/plan/planner.hpp"

namespace plim {

/// The points of one population as a sample is taken from them.
struct SizedPoints {
  PopulationPoints points;
  std::vector<std::int64_t> sizes;                // of every point, or one at each place of its axes:
  std::optional<std::size_t> n_axis, n_across{};  // as in GroupHeading
};

/// Gives the points of a population their sizes: those of the sample; with a zip each point of that grid its
/// own, which labels of the axis then name; of relative sizes each point of the parameter's grid its own for
/// every multiple, and of several multiples there is one more axis. Nothing, and a fault, if the population
/// has no such grid or parameter.
std::optional<SizedPoints> place_sizes(const SampleSpec& sample, const PopulationSpec& population,
                                       const PopulationPoints& points, Faults& faults);

}  // namespace plim
