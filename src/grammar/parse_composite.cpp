#include "parse_composite.hpp"

#include "keys.hpp"
#include "plim/core/name.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

const char* law_key() { return population_keys().front().field.name; }

void add_under(const std::string& table, Settings inner, Settings& all) {
  for (auto& [name, setting] : inner) all[table + name] = std::move(setting);
}

/// The names of the parts: the one that the kind has, or every table.
std::vector<std::string> parts_of(TableReader& table, const CompositeLaw& kind, Faults& faults) {
  if (!kind.part.empty()) return {std::string(kind.part)};
  std::vector<std::string> names;
  for (const Node::Entry& entry : *table.node().table()) {
    if (entry.node.table() == nullptr) continue;
    std::optional<std::string> why = refuse_name(entry.key);
    if (!why && entry.key.find('.') != std::string::npos) why = "a name here must have no dots";
    if (why) faults.add(entry.where, table.path_of(printable(entry.key)), *why);
    if (!why) names.push_back(entry.key);
  }
  if (names.empty()) {
    faults.add(table.where(), table.path(),
               "has no parts; each is a table, NAME = { law = FAMILY, its parameters" +
                   std::string(kind.part_parameters.empty() ? "" : ", " + kind.part_parameters.front().name) +
                   " }");
  }
  return names;
}

void report_no_part(const Node& law, const std::string& key, const std::string& name,
                    const Catalogue& catalogue, Faults& faults) {
  const bool known =
      catalogue.find_law(name) != nullptr || find_named(written_populations(), name) != nullptr;
  if (known) {
    faults.add(law.where, key, name + " is no law of numbers; parts are families or laws made of them");
    return;
  }
  std::vector<std::string> names = names_of(catalogue.families());
  for (const std::string& composite : names_of(catalogue.composites())) names.push_back(composite);
  report_unknown(faults, law.where, key, "family", name, names);
}

/// One part: its law and parameters.
Settings read_part(TableReader& table, const std::string& part, const CompositeLaw& whole,
                   const Catalogue& catalogue, Faults& faults) {
  const Node* node = table.take_required(part);
  if (node == nullptr) return {};
  TableReader inner(*node, node->where, table.path_of(part), faults);
  const Node* law = inner.is_table() ? inner.take_required(law_key()) : nullptr;
  if (law == nullptr) return {};
  const std::string name = law->text() != nullptr ? *law->text() : to_toml(*law);
  const FamilyEntry* family = find_named(catalogue.families(), name);
  const CompositeLaw* composite = find_named(catalogue.composites(), name);
  if (family == nullptr && composite == nullptr) {
    report_no_part(*law, inner.path_of(law_key()), name, catalogue, faults);
    return {};
  }
  Settings all;
  all[law_key()] = {{Value{name}}, false, "", law->where};
  add_under("", read_settings(inner, whole.part_parameters, faults), all);
  inner.also(names_of(whole.part_parameters));
  if (family != nullptr) {
    add_under("", read_settings(inner, family->parameters, faults), all);
    inner.also(names_of(family->parameters));
  } else {
    add_under("", read_composite(inner, *composite, catalogue, faults), all);
  }
  inner.finish();
  return all;
}

}  // namespace

Settings read_composite(TableReader& table, const CompositeLaw& kind, const Catalogue& catalogue,
                        Faults& faults) {
  Settings all = read_settings(table, kind.parameters, faults);
  table.also(names_of(kind.parameters));
  const std::vector<std::string> parts = parts_of(table, kind, faults);
  for (const std::string& part : parts)
    add_under(part + ".", read_part(table, part, kind, catalogue, faults), all);
  table.also(parts);
  return all;
}

}  // namespace plim
