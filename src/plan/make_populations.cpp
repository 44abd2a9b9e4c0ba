#include "plim/grammar/settings.hpp"
#include "plim/plan/planner.hpp"
#include "plim/populations/file_population.hpp"
#include "plim/populations/finite_population.hpp"
#include "plim/populations/joint_population.hpp"

namespace plim {

namespace {

/// The populations of one spec as if every draw were independent.
PopulationPoints independent(const PopulationSpec& spec, const Catalogue& catalogue,
                             const std::filesystem::path& directory, Faults& faults) {
  PopulationPoints points;
  if (spec.law == "file") {
    const FileSource source{directory / spec.path, spec.symbols, spec.keep,   spec.fold,
                            spec.column,           spec.count,   spec.header, spec.missing != "none"};
    points.at = {read_file_population(source, points.notes)};
    return points;
  }
  if (spec.law == "joint") {
    points.at = {make_joint_population(spec.factors, spec.table)};
    return points;
  }
  const PopulationEntry* kind = catalogue.find_law(spec.law);
  Expansion grid = expand(spec.parameters);
  points.axes = std::move(grid.axes);
  for (const Arguments& arguments : grid.points) {
    const Outcome<std::shared_ptr<const Population>> made = kind->make(arguments);
    if (made) {
      points.at.push_back(*made);
    } else {
      faults.add(spec.where, "population." + spec.name, made.reason());
    }
  }
  return points;
}

}  // namespace

PopulationPoints make_populations(const PopulationSpec& spec, const Catalogue& catalogue,
                                  const std::filesystem::path& directory, Faults& faults) {
  PopulationPoints points = independent(spec, catalogue, directory, faults);
  if (spec.draw != "without_replacement") return points;
  for (std::shared_ptr<const Population>& at : points.at) {
    const Outcome<std::shared_ptr<const Population>> finite = without_replacement(*at);
    if (finite) {
      at = *finite;
    } else {
      faults.add(spec.draw_where, "population." + spec.name + ".draw", finite.reason());
    }
  }
  return points;
}

}  // namespace plim
