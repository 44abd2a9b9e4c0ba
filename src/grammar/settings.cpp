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

std::optional<Value> value_of(const Node& node) {
  if (node.array() != nullptr) return vector_of(node);
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
    faults.add(random->where, key, "unknown parameter form \"random\"");
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
  std::vector<std::string> known;
  for (const Parameter& parameter : parameters) {
    known.push_back(parameter.name);
    const std::string key = table.path_of(parameter.name);
    const Node* node = table.take(parameter.name);
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
