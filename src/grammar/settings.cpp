#include "plim/grammar/settings.hpp"

#include "plim/core/name.hpp"
#include "range.hpp"

namespace plim {
namespace {

/// A list as a vector of numbers or of strings.
std::optional<Value> vector_of(const Node& node) {
  std::vector<double> numbers;
  std::vector<std::string> texts;
  for (const Node& item : *node.array()) {
    if (const std::optional<double> x = number_of(item)) {
      numbers.push_back(*x);
    } else if (const std::string* text = item.text()) {
      texts.push_back(*text);
    } else {
      return std::nullopt;
    }
  }
  if (!texts.empty()) return numbers.empty() ? std::optional<Value>(texts) : std::nullopt;
  return Value{numbers};
}

/// A list of lists as rows of numbers.
std::optional<Value> matrix_of(const Node& node) {
  NumberRows rows;
  for (const Node& item : *node.array()) {
    const std::optional<Value> row = item.array() != nullptr ? vector_of(item) : std::nullopt;
    const auto* numbers = row ? std::get_if<std::vector<double>>(&*row) : nullptr;
    if (numbers == nullptr) return std::nullopt;
    rows.push_back(*numbers);
  }
  return Value{rows};
}

std::optional<Value> value_of(const Node& node) {
  if (node.array() != nullptr) {
    const bool nested = !node.array()->empty() && node.array()->front().array() != nullptr;
    return nested ? matrix_of(node) : vector_of(node);
  }
  if (const auto* b = std::get_if<bool>(&node.value)) return Value{*b};
  if (const auto* i = node.integer()) return Value{*i};
  if (const auto* d = std::get_if<double>(&node.value)) return Value{*d};
  if (const auto* text = node.text()) return Value{*text};
  return std::nullopt;
}

void add_value(Setting& setting, const Node& node, const std::string& key, Faults& faults) {
  if (const std::optional<Value> value = value_of(node)) {
    setting.values.push_back(*value);
  } else {
    faults.add(node.where, key, "must be a value or a list of numbers or of strings, not " + to_toml(node));
  }
}

/// The table in which a parameter stands, "" if in that of the others; and its name there.
std::pair<std::string, std::string> place_of(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return {"", name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

/// The entry of a parameter, marked as read; null if absent.
const Node* take(TableReader& table, const std::string& name) {
  const auto [inner, key] = place_of(name);
  if (inner.empty()) return table.take(name);
  const Node* node = table.take(inner);
  return node != nullptr ? node->find(key) : nullptr;
}

/// Reports what is wrong with the tables in which some of the parameters stand.
void check_inner_tables(TableReader& table, const std::vector<Parameter>& parameters, Faults& faults) {
  std::map<std::string, std::vector<std::string>> known;
  for (const Parameter& parameter : parameters) {
    const auto [inner, key] = place_of(parameter.name);
    if (!inner.empty()) known[inner].push_back(key);
  }
  for (const auto& [inner, keys] : known) {
    const Node* node = table.take(inner);
    table.also({inner});
    if (node == nullptr) continue;
    if (node->table() == nullptr) {
      faults.add(node->where, table.path_of(inner), "must be a table, not " + std::string(kind_of(*node)));
    } else {
      refuse_unknown(*node, table.path_of(inner), keys, faults);
    }
  }
}

}  // namespace

std::string read_zip(const Node& grid, const std::string& key, Faults& faults) {
  const Node* zip = grid.find("zip");
  if (zip == nullptr) return "";
  if (zip->text() == nullptr) {
    faults.add(zip->where, key, "zip = " + to_toml(*zip) + ": must be a name");
    return "";
  }
  if (const std::optional<std::string> why = refuse_name(*zip->text()))
    faults.add(zip->where, key, "zip = \"" + printable(*zip->text()) + "\": " + *why);
  return *zip->text();
}

Setting read_setting(const Node& node, const std::string& key, Faults& faults) {
  Setting setting;
  setting.where = node.where;
  if (node.table() == nullptr) {
    add_value(setting, node, key, faults);
    return setting;
  }
  if (const Node* random = node.find("random")) {
    faults.add(random->where, key, cannot_be_drawn);
    return setting;
  }
  refuse_unknown(node, key, {"grid", "from", "to", "per_decade", "points", "step", "zip"}, faults);
  setting.grid = true;
  setting.zip = read_zip(node, key, faults);
  const Node* grid = node.find("grid");
  if (grid == nullptr) {
    for (const double x : points_of_range(node, key, faults)) setting.values.push_back(x);
  } else if (grid->array() == nullptr || grid->array()->empty()) {
    faults.add(grid->where, key, "grid must be a list of at least one value");
  } else {
    for (const Node& item : *grid->array()) add_value(setting, item, key, faults);
  }
  return setting;
}

Settings read_settings(TableReader& table, const std::vector<Parameter>& parameters, Faults& faults) {
  Settings settings;
  check_inner_tables(table, parameters, faults);
  for (const Parameter& parameter : parameters) {
    const std::string key = table.path_of(parameter.name);
    const Node* node = take(table, parameter.name);
    if (node == nullptr) {
      if (parameter.fallback) {
        settings[parameter.name] = {{*parameter.fallback}, false, "", table.where()};
      } else if (!parameter.optional) {
        faults.add(table.where(), key, "is missing; it must be " + describe(parameter));
      }
      continue;
    }
    Setting setting = read_setting(*node, key, faults);
    for (Value& value : setting.values) {
      const Outcome<Value> accepted = accept(parameter, value);
      if (accepted) {
        value = *accepted;
      } else {
        faults.add(node->where, table.path(), accepted.reason());
      }
    }
    if (!setting.values.empty()) settings[parameter.name] = std::move(setting);
  }
  return settings;
}

}  // namespace plim
