#pragma once
#include "plim/catalogue/catalogue.hpp"
#include "plim/grammar/table_reader.hpp"

namespace plim {

/// Reads a study from its tree: types, domains, references and names of the catalogue. Everything wrong is
/// added to `faults`; the spec is to be used only if there are none.
StudySpec parse_study(const Node& root, const Catalogue& catalogue, Faults& faults);

// The kinds, one file each.
PopulationSpec parse_population(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults);
SampleSpec parse_sample(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults);
/// The law of a parameter, its zips still to be checked; nothing, and an unknown `what`, if there is none of
/// that name.
std::optional<PriorSpec> parse_law(const Node& node, const Position& where, const std::string& key,
                                   const std::string& what, const Catalogue& catalogue, Faults& faults);
ModelSpec parse_model(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults);
/// Reads `of = { NAME = ..., given = ... }`; false if there was a fault.
bool parse_estimand_arguments(const Node& of, const std::string& key, const Catalogue& catalogue,
                              EstimateSpec& estimate, Faults& faults);
EstimateSpec parse_estimate(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults);
CheckSpec parse_check(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults);

/// The names of a list of catalogue entries.
template <class Entry>
std::vector<std::string> names_of(const std::vector<Entry>& entries) {
  std::vector<std::string> names;
  for (const Entry& entry : entries) names.emplace_back(entry.name);
  return names;
}

}  // namespace plim
