#pragma once
#include <algorithm>

#include "keys.hpp"
#include "plim/core/name.hpp"
#include "plim/grammar/parse.hpp"

namespace plim {

// The forms of the keys of a whole study: tables, and tables of named things. What they write is a piece of
// the study.

/// The names of the study's things of a kind.
std::vector<std::string> names_of_kind(const StudySpec& study, std::string_view kind);

/// What is to be said of kinds of named things.
template <class Spec>
struct Naming {
  bool needed = false;
  bool (*taken)(std::string_view) = nullptr;     // names that the layout of the result file has taken
  Entries (*catalogued)(const Spec&) = nullptr;  // keys that the catalogue adds
};

/// Reads things of one kind by `parse`.
template <class Spec>
Form<StudySpec> named(std::vector<Spec> StudySpec::*things, const TableKeys<Spec>& keys,
                      Spec (*parse)(const Node::Entry&, const Catalogue&, Faults&),
                      Naming<Spec> naming = {}) {
  const auto read = [=](Reading& r, const Field& f, StudySpec& study) {
    const std::string kind = f.name;
    const Node* node = r.table.take(kind);
    if (node == nullptr) {
      if (naming.needed)
        r.faults.add(r.table.where(), "", "the study has no " + kind + "; write [" + kind + ".NAME]");
      return;
    }
    if (node->table() == nullptr)
      return r.faults.add(node->where, kind, "must hold named tables, as in [" + kind + ".NAME]");
    for (const Node::Entry& entry : *node->table()) {
      const std::string name = kind + " \"" + printable(entry.key) + "\"";
      if (const std::optional<std::string> why = refuse_name(entry.key))
        r.faults.add(entry.where, "", name + ": " + *why);
      if (naming.taken != nullptr && naming.taken(entry.key))
        r.faults.add(entry.where, "", name + ": the name is taken by the layout of the result file");
      (study.*things).push_back(parse(entry, r.catalogue, r.faults));
    }
  };
  const auto write = [=, &keys](const Field& f, const StudySpec& study) {
    Entries pieces;
    for (const Spec& thing : study.*things) {
      Entries entries = written(keys, thing);
      if (naming.catalogued != nullptr)
        for (auto& entry : naming.catalogued(thing)) entries.push_back(std::move(entry));
      pieces.emplace_back(f.name + ("." + bare_or_quoted(thing.name)), lines(entries));
    }
    return pieces;
  };
  const auto check_references = [=, &keys](const Field& f, const StudySpec& study, Faults& faults) {
    for (const Spec& thing : study.*things) {
      for (const TableKey<Spec>& key : keys) {
        if (key.place.refers == nullptr) continue;
        const std::vector<std::string> named = key.form.names(thing);
        if (named.empty()) continue;
        const std::vector<std::string> known = names_of_kind(study, key.place.refers);
        for (const std::string& name : named) {
          if (std::find(known.begin(), known.end(), name) != known.end()) continue;
          report_unknown(faults, thing.where, f.name + ("." + thing.name + ".") + key.field.name,
                         key.place.refers, name, known);
        }
      }
    }
  };
  return {read, write, [things](const StudySpec& study) { return names_of(study.*things); },
          check_references};
}

/// Reads one table into a part of the study, `part(study)`; if it is absent, its keys get their defaults.
template <class Spec, class Part>
Form<StudySpec> single(const TableKeys<Spec>& keys, Part part, const char* needed = nullptr,
                       bool (*writes)(const StudySpec&) = nullptr) {
  const auto read = [=, &keys](Reading& r, const Field& f, StudySpec& study) {
    static const Node none;
    const Node* node = r.table.take(f.name);
    if (node == nullptr && needed != nullptr) return r.faults.add(r.table.where(), "", needed);
    TableReader table(node != nullptr ? *node : none, node != nullptr ? node->where : r.table.where(), f.name,
                      r.faults);
    read_keys({table, r.catalogue, r.faults}, keys, part(study));
    table.finish();
  };
  const auto write = [=, &keys](const Field& f, const StudySpec& study) -> Entries {
    if (writes != nullptr && !writes(study)) return {};
    return {{f.name, lines(written(keys, part(study)))}};
  };
  return {read, write};
}

}  // namespace plim
