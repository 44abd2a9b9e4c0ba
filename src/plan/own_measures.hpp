#pragma once
#include "plim/plan/planner.hpp"

namespace plim {

/// A series of a group at one of its points.
struct SeriesPlace {
  std::size_t group = 0, point = 0;
  std::size_t series = 0;  // within the group
};

/// The measure that a study names, of its number if it is of one; null: there is none.
std::shared_ptr<const Measure> measure_of(const Catalogue& catalogue, const MeasureSpec& spec);

/// Asks for what the measure gathers itself of a series at some of its sizes; gives the places of that among
/// what the scenario gathers.
std::vector<std::size_t> gather_own(Plan& plan, const SeriesPlace& at, const std::vector<std::size_t>& sizes,
                                    const std::shared_ptr<const Measure>& measure);

}  // namespace plim
