#include "plim/grammar/settings.hpp"
#include "plim/plan/planner.hpp"
#include "plim/populations/file_population.hpp"
#include "plim/populations/finite_population.hpp"
#include "plim/populations/joint_population.hpp"

namespace plim {

namespace {

/// The laws of the drawn parameters at every point of their grids, the last parameter fastest.
std::vector<std::vector<RandomParameter>> random_points(const PopulationSpec& spec, const FamilyEntry& family,
                                                        const Catalogue& catalogue, std::vector<Axis>& axes,
                                                        Faults& faults) {
  std::vector<std::vector<RandomParameter>> points(1);
  for (const auto& [name, prior] : spec.random) {
    const std::string key = "population." + spec.name + "." + name + ".random";
    const LawFamily* law = find_named(catalogue.laws(), prior.law);
    if (law == nullptr) {
      faults.add(prior.where, key,
                 prior.law + " has no density of one number, so that none is drawn from it");
      return {};
    }
    Expansion grid = expand(prior.parameters);
    for (Axis& axis : grid.axes) axis.path = key + "." + axis.name;
    axes.insert(axes.end(), grid.axes.begin(), grid.axes.end());
    std::vector<std::vector<RandomParameter>> longer;
    for (const auto& point : points) {
      for (const Arguments& arguments : grid.points) {
        const Outcome<RandomParameter> random =
            random_parameter(*find_named(family.parameters, name), *law, arguments);
        if (!random) {
          faults.add(prior.where, key, random.reason());
          return {};
        }
        longer.push_back(point);
        longer.back().push_back(*random);
      }
    }
    points = std::move(longer);
  }
  return points;
}

PopulationPoints with_drawn_laws(const PopulationSpec& spec, const Catalogue& catalogue, Faults& faults) {
  const FamilyEntry& family = *find_named(catalogue.families(), spec.law);
  PopulationPoints points;
  Expansion grid = expand(spec.parameters);
  points.axes = std::move(grid.axes);
  const auto laws = random_points(spec, family, catalogue, points.axes, faults);
  for (const Arguments& fixed : grid.points) {
    for (const std::vector<RandomParameter>& random : laws) {
      const Outcome<std::shared_ptr<const Population>> made = family.make_random({fixed, random});
      if (made) {
        points.at.push_back(*made);
      } else {
        faults.add(spec.where, "population." + spec.name, made.reason());
      }
    }
  }
  return points;
}

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
  if (!spec.random.empty()) return with_drawn_laws(spec, catalogue, faults);
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
