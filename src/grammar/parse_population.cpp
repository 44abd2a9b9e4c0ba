#include "plim/core/suggest.hpp"
#include "plim/grammar/fields.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

void read_csv_keys(TableReader& table, const Node& column, PopulationSpec& population) {
  population.column = table.text("column");
  if (column.text() != nullptr && column.text()->empty()) table.fault(column.where, "column", "is empty");
  population.count = table.text("count");
  population.missing = table.choice("missing", {"refuse", "none"});
  const Node* header = table.take("header");
  if (header == nullptr) return;
  if (const bool* given = std::get_if<bool>(&header->value)) {
    population.header = *given;
  } else {
    table.fault(header->where, "header", "must be true or false, not " + std::string(kind_of(*header)));
  }
}

void read_file_keys(TableReader& table, PopulationSpec& population) {
  table.take_required("path");
  population.path = table.text("path");
  const Node* symbols = table.take("symbols");
  const Node* column = table.take("column");
  if ((symbols != nullptr) == (column != nullptr)) {
    table.fault(table.where(), "law",
                "\"file\" needs exactly one of symbols = \"characters\" | \"words\" | \"bytes\" "
                "and column = \"NAME\"");
    return;
  }
  if (symbols != nullptr) {
    population.symbols = table.choice("symbols", {"characters", "words", "bytes"});
    population.keep = table.choice("keep", {"all", "letters"});
    population.fold = table.choice("fold", {"none", "case"});
  } else {
    read_csv_keys(table, *column, population);
  }
}

/// True if the table uses forms of files that are to come, which are reported as the unknown keys that they
/// are.
bool read_forms_to_come(TableReader& table, Faults& faults) {
  bool found = false;
  for (const char* key : {"columns", "cluster"}) {
    if (const Node* node = table.take(key)) {
      faults.add(node->where, table.path_of(key), "unknown key", suggest(key, keys_of("population")));
      found = true;
    }
  }
  return found;
}

void read_draw(TableReader& table, PopulationSpec& population, Faults& faults) {
  const Node* draw = table.take("draw");
  if (draw == nullptr) return;
  population.draw = draw->text() ? *draw->text() : to_toml(*draw);
  population.draw_where = draw->where;
  if (population.draw == "iid" || population.draw == "without_replacement") return;
  report_unknown(faults, draw->where, table.path_of("draw"), "way to draw", population.draw,
                 {"iid", "without_replacement"});
}

}  // namespace

PopulationSpec parse_population(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  TableReader table(entry.node, entry.where, "population", "population." + entry.key, faults);
  PopulationSpec population;
  population.name = entry.key;
  population.where = entry.where;
  const Node* law = table.take_required("law");
  if (law == nullptr) return population;
  population.law = table.text("law");
  read_draw(table, population, faults);
  if (population.law == "file") {
    if (read_forms_to_come(table, faults)) {
      table.rest();
    } else {
      read_file_keys(table, population);
    }
  } else if (population.law == "joint") {
    parse_joint(table, population, faults);
  } else if (const PopulationEntry* kind = catalogue.find_law(population.law)) {
    population.parameters = read_settings(table, kind->parameters, faults);
    table.finish(names_of(kind->parameters));
  } else {
    std::vector<std::string> known = names_of(catalogue.families());
    const std::vector<std::string> kinds = names_of(catalogue.populations());
    known.insert(known.end(), kinds.begin(), kinds.end());
    known.insert(known.end(), {"file", "joint"});
    report_unknown(faults, law->where, table.path_of("law"), "law", population.law, known);
    table.rest();
  }
  table.finish();
  return population;
}

}  // namespace plim
