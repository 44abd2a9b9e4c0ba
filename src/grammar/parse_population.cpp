#include <algorithm>

#include "forms.hpp"
#include "parse_composite.hpp"
#include "plim/core/suggest.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"
#include "range.hpp"

namespace plim {
namespace {

constexpr const char* by_clusters = "clusters";

void report_unknown_law(TableReader& table, const std::string& law, const Catalogue& catalogue,
                        Faults& faults) {
  std::vector<std::string> known = names_of(catalogue.families());
  for (const std::vector<std::string>& kinds :
       {names_of(catalogue.composites()), names_of(catalogue.populations())})
    known.insert(known.end(), kinds.begin(), kinds.end());
  for (const WrittenPopulation& kind : written_populations()) known.emplace_back(kind.name);
  const char* key = population_keys().front().field.name;
  report_unknown(faults, table.take(key)->where, table.path_of(key), key, law, known);
  table.leave();
}

/// Takes the parameters { random = { law = ... } } out of the table; those that are left.
std::vector<Parameter> read_random(TableReader& table, const PopulationEntry& kind,
                                   const Catalogue& catalogue, PopulationSpec& population, Faults& faults) {
  std::vector<Parameter> others;
  for (const Parameter& parameter : kind.parameters) {
    const Node* node = table.take(parameter.name);
    const Node* random = node != nullptr ? node->find("random") : nullptr;
    if (random == nullptr) {
      others.push_back(parameter);
      continue;
    }
    const std::string key = table.path_of(parameter.name);
    refuse_unknown(*node, key, {"random"}, faults);
    if (find_named(catalogue.families(), kind.name) == nullptr) {
      faults.add(random->where, key, cannot_be_drawn);
    } else if (auto law = parse_law(*random, random->where, key + ".random", "law of a parameter", catalogue,
                                    faults)) {
      population.random[parameter.name] = *std::move(law);
    }
  }
  return others;
}

}  // namespace

PopulationSpec parse_population(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  TableReader table(entry.node, entry.where, "population." + entry.key, faults);
  PopulationSpec population;
  population.name = entry.key;
  population.where = entry.where;
  read_keys({table, catalogue, faults}, population_keys(), population);
  if (const PopulationEntry* kind = catalogue.find_law(population.law)) {
    const std::vector<Parameter> fixed = read_random(table, *kind, catalogue, population, faults);
    population.parameters = read_settings(table, fixed, faults);
    check_zips(settings_of(population), table.path(), faults);
    table.also(names_of(kind->parameters));
  } else if (const CompositeLaw* made = find_named(catalogue.composites(), population.law)) {
    population.parameters = read_composite(table, *made, catalogue, faults);
    check_zips(settings_of(population), table.path(), faults);
  } else if (find_named(written_populations(), population.law) == nullptr && !table.is_left()) {
    report_unknown_law(table, population.law, catalogue, faults);
  }
  table.finish();
  return population;
}

Form<PopulationSpec> law_form() {
  Form<PopulationSpec> form = text(&PopulationSpec::law);
  form.read = [read = form.read](Reading& r, const Field& f, PopulationSpec& population) {
    read(r, f, population);
    if (r.table.take(f.name) == nullptr) r.table.leave();  // nothing to hold the other keys against
  };
  return form;
}

Form<PopulationSpec> draw_form() {
  Form<PopulationSpec> form = unless_default(text(&PopulationSpec::draw));
  form.read = [](Reading& r, const Field& f, PopulationSpec& population) {
    population.draw = f.unquoted_fallback();
    const Node* draw = r.table.take(f.name);
    if (draw == nullptr) return;
    population.draw = draw->text() ? *draw->text() : to_toml(*draw);
    population.draw_where = draw->where;
    const std::vector<std::string> ways = {"iid", "without_replacement", by_clusters};
    if (std::find(ways.begin(), ways.end(), population.draw) == ways.end())
      report_unknown(r.faults, draw->where, r.table.path_of(f.name), "way to draw", population.draw, ways);
    if (population.draw == by_clusters && population.law != "file")
      r.table.fault(draw->where, f.name, "\"clusters\" is for the rows of law = \"file\"");
  };
  return form;
}

Form<PopulationSpec> cluster_form() {
  Form<PopulationSpec> form = text(&PopulationSpec::cluster);
  form.read = [read = form.read](Reading& r, const Field& f, PopulationSpec& population) {
    const Node* cluster = r.table.take(f.name);
    if (population.draw != by_clusters) {
      if (cluster != nullptr)
        r.table.fault(cluster->where, f.name, "says nothing without draw = \"clusters\"");
    } else if (!population.symbols.empty()) {
      r.table.fault(population.draw_where, f.name, "is of rows; the symbols of a text have none");
    } else if (cluster == nullptr) {
      r.table.fault(population.draw_where, f.name,
                    "is missing: draw = \"clusters\" needs the column, of JSON lines the field, that says of "
                    "which cluster a row is");
    } else if (!population.count.empty()) {
      r.table.fault(cluster->where, f.name,
                    "cannot stand beside counts: a row is one observation of a cluster");
    } else {
      read(r, f, population);
      if (cluster->text() != nullptr && population.cluster.empty())
        r.table.fault(cluster->where, f.name, "is empty");
    }
  };
  return form;
}

namespace {

/// The key of JSON lines.
const char* name_of_field() {
  const std::vector<FormatKey>& keys = format_keys();
  return std::find_if(keys.begin(), keys.end(),
                      [](const FormatKey& k) { return k.word == &FormatWords::field; })
      ->name;
}

}  // namespace

Form<PopulationSpec> column_form() {
  Form<PopulationSpec> form = text(&PopulationSpec::column);
  form.read = [](Reading& r, const Field& f, PopulationSpec& population) {
    const Node* column = r.table.take(f.name);
    const int given = (column != nullptr) + !population.symbols.empty() + !population.columns.empty() +
                      (r.table.take(name_of_field()) != nullptr);
    if (given != 1) {
      r.table.fault(r.table.where(), population_keys().front().field.name,
                    "\"file\" needs exactly one of symbols = \"characters\" | \"words\" | \"bytes\", "
                    "column = \"NAME\", columns = { ... } and field = \"a.b\" of JSON lines");
    } else if (column != nullptr) {
      population.column = r.table.text(f);
      if (!population.column.empty()) return;
      if (column->text() != nullptr) r.table.fault(column->where, f.name, "is empty");
      population.column = to_toml(*column);  // a column all the same, for the keys after it
    }
  };
  return form;
}

Form<PopulationSpec> field_form() {
  return {[](Reading& r, const Field& f, PopulationSpec& population) {
            if (r.table.take(f.name) != nullptr) population.format.field = r.table.text(f);
          },
          [](const Field& f, const PopulationSpec& population) -> Entries {
            if (population.format.field.empty()) return {};
            return {{f.name, quoted(population.format.field)}};
          }};
}

Form<PopulationSpec> format_form(const FormatKey& key) {
  const auto read = [&key](Reading& r, const Field& f, PopulationSpec& population) {
    const Node* node = r.table.take(f.name);
    if (node == nullptr) return;
    std::string& word = population.format.*key.word;
    if (const bool* truth = std::get_if<bool>(&node->value);
        truth != nullptr && key.word == &FormatWords::header) {
      word = *truth ? "yes" : "no";
      return;
    }
    if (node->array() != nullptr && key.word == &FormatWords::na) {
      word.clear();
      for (const std::string& name : r.table.names(f)) word += (word.empty() ? "" : ",") + name;
      return;
    }
    word = r.table.text(f);
    if (const std::optional<std::string> why = refuse_word(key, word))
      r.table.fault(node->where, f.name, *why);
  };
  const auto write = [&key](const Field& f, const PopulationSpec& population) -> Entries {
    const std::string word = quoted(population.format.*key.word);
    if (word == f.fallback) return {};
    return {{f.name, word}};
  };
  return {read, write};
}

Form<PopulationSpec> columns_form() {
  return {[](Reading& r, const Field& f, PopulationSpec& population) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            if (node->table() == nullptr || node->table()->empty()) {
              population.columns.emplace_back();  // a column all the same, for the keys after it
              return r.table.fault(node->where, f.name,
                                   "must be a table of columns, as in { a = \"COLUMN\" }");
            }
            for (const Node::Entry& entry : *node->table()) {
              const std::string* column = entry.node.text();
              if (column == nullptr || column->empty())
                r.table.fault(entry.where, f.name, entry.key + " must name a column");
              population.columns.emplace_back(entry.key, column == nullptr ? "" : *column);
            }
          },
          [](const Field& f, const PopulationSpec& population) -> Entries {
            Entries inner;
            for (const auto& [name, column] : population.columns)
              inner.emplace_back(bare_or_quoted(name), quoted(column));
            if (inner.empty()) return {};
            return {{f.name, inlined(inner)}};
          }};
}

}  // namespace plim
