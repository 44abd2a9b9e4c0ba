#include <cmath>

#include "count_design.hpp"
#include "plim/grammar/settings.hpp"
#include "plim/plan/compose_law.hpp"
#include "plim/plan/planner.hpp"
#include "plim/populations/file_population.hpp"
#include "plim/populations/finite_population.hpp"
#include "plim/populations/items_population.hpp"
#include "plim/populations/joint_population.hpp"
#include "plim/populations/random_population.hpp"
#include "plim/populations/real_population.hpp"

namespace plim {

namespace {

/// The grid of a population's settings, its axes by their whole paths.
Expansion grid_of(const PopulationSpec& spec) {
  Expansion grid = expand(settings_of(spec));
  for (Axis& axis : grid.axes) axis.path = "population." + spec.name + "." + axis.path;
  return grid;
}

/// What a point of the grid says of the settings of one table.
Arguments arguments_of(const Settings& settings, const std::string& table, const Arguments& point) {
  Arguments arguments;
  for (const auto& [name, setting] : settings) arguments.set(name, point.all().at(table + name));
  return arguments;
}

/// The laws of the drawn parameters at one point of the grid; nothing, and a fault, if one cannot be.
std::optional<std::vector<RandomParameter>> random_at(const PopulationSpec& spec, const Arguments& point,
                                                      const Catalogue& catalogue, Faults& faults) {
  const FamilyEntry& family = *find_named(catalogue.families(), spec.law);
  std::vector<RandomParameter> all;
  for (const auto& [name, prior] : spec.random) {
    const std::string key = "population." + spec.name + "." + name + ".random";
    const LawFamily* law = find_named(catalogue.laws(), prior.law);
    if (law == nullptr) {
      faults.add(prior.where, key,
                 prior.law + " has no density of one number, so that none is drawn from it");
      return std::nullopt;
    }
    const Arguments arguments = arguments_of(prior.parameters, random_table(name), point);
    const Outcome<RandomParameter> random =
        random_parameter(*find_named(family.parameters, name), *law, arguments);
    if (!random) {
      faults.add(prior.where, key, random.reason());
      return std::nullopt;
    }
    all.push_back(*random);
  }
  return all;
}

/// Why the family refuses what is drawn at an end of the law of one parameter, the others in the middle of
/// theirs; "" if it does not.
std::string refusal_of_ends(const FamilyEntry& family, const Arguments& fixed,
                            const std::vector<RandomParameter>& random) {
  Arguments middle = fixed;
  for (const RandomParameter& r : random) middle.set(r.parameter.name, drawn_values(r).middle);
  for (const RandomParameter& r : random) {
    const DrawnValues values = drawn_values(r);
    for (const double end : {values.least, values.most}) {
      Arguments at = middle;
      at.set(r.parameter.name, end);
      const Outcome<AnyLaw> law = std::isfinite(end) ? family.law(at) : family.law(middle);
      if (!law) return r.readable + " draws laws that " + family.name + " refuses: " + law.reason();
    }
  }
  return "";
}

PopulationPoints with_drawn_laws(const PopulationSpec& spec, const Catalogue& catalogue, Faults& faults) {
  const FamilyEntry& family = *find_named(catalogue.families(), spec.law);
  PopulationPoints points;
  Expansion grid = grid_of(spec);
  points.axes = std::move(grid.axes);
  for (const Arguments& point : grid.points) {
    const auto random = random_at(spec, point, catalogue, faults);
    if (!random) return points;
    const std::string refusal = refusal_of_ends(family, arguments_of(spec.parameters, "", point), *random);
    if (!refusal.empty()) {
      faults.add(spec.where, "population." + spec.name, refusal);
      return points;
    }
    const Outcome<std::shared_ptr<const Population>> made =
        make_random_population(family.family, {arguments_of(spec.parameters, "", point), *random});
    if (made) {
      points.at.push_back(*made);
    } else {
      faults.add(spec.where, "population." + spec.name, made.reason());
    }
  }
  return points;
}

/// The arguments with the paths of files from where the program runs.
Arguments with_paths(Arguments arguments, const std::vector<Parameter>& parameters,
                     const std::filesystem::path& directory) {
  for (const Parameter& parameter : parameters) {
    if (parameter.domain == Domain::path && arguments.has(parameter.name))
      arguments.set(parameter.name, (directory / arguments.text(parameter.name)).string());
  }
  return arguments;
}

Outcome<std::shared_ptr<const Population>> composed_at(const CompositeLaw& kind, const Arguments& all,
                                                       const Catalogue& catalogue) {
  const Outcome<ComposedLaw> composed = compose_law(kind, all, catalogue);
  if (!composed) return Refusal{composed.reason()};
  return std::shared_ptr<const Population>(
      std::make_shared<RealPopulation>(NamedLaw{kind.name, all, composed->law.law(), composed->drawing}));
}

/// The populations of one spec as if every draw were independent.
PopulationPoints independent(const PopulationSpec& spec, const Catalogue& catalogue,
                             const std::filesystem::path& directory, Faults& faults) {
  PopulationPoints points;
  if (spec.law == "file") {
    if (const std::optional<std::string> why = refuse_words(spec.format)) {
      faults.add(spec.where, "population." + spec.name, *why);
      return points;
    }
    DataFormat format = data_format(spec.format);
    format.of_study = true;
    format.sum_duplicates = spec.sum_duplicates.value_or(false);
    if (!spec.columns.empty()) {
      points.at = {read_items(directory / spec.path, spec.columns, spec.cluster, format, points.notes)};
      return points;
    }
    const FileSource source{directory / spec.path, spec.symbols, spec.keep, spec.fold,
                            spec.column,           spec.count,   format,    spec.success,
                            spec.cluster};
    points.at = {read_file_population(source, points.notes)};
    return points;
  }
  if (spec.is_pair()) {
    faults.add(spec.where, "population." + spec.name, "is two samples, which only a study draws");
    return points;
  }
  if (spec.law == "joint") {
    points.at = {make_joint_population(spec.factors, spec.table)};
    return points;
  }
  if (!spec.random.empty()) return with_drawn_laws(spec, catalogue, faults);
  const PopulationEntry* kind = catalogue.find_law(spec.law);
  const CompositeLaw* composite = find_named(catalogue.composites(), spec.law);
  Expansion grid = grid_of(spec);
  points.axes = std::move(grid.axes);
  for (const Arguments& arguments : grid.points) {
    const Outcome<std::shared_ptr<const Population>> made =
        composite != nullptr ? composed_at(*composite, arguments, catalogue)
                             : kind->make(with_paths(arguments, kind->parameters, directory));
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
  if (points_of(settings_of(spec)) >
      most_scenarios) {  // of a study with other faults, whose design is not counted
    faults.add(spec.where, "population." + spec.name, "its grid has more than 10^6 points");
    return {};
  }
  if (faults.is_full()) return {};  // the spec may be one whose faults are not told
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
