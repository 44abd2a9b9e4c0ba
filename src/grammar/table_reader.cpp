#include "plim/grammar/table_reader.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/name.hpp"
#include "plim/core/suggest.hpp"

namespace plim {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "\"" : ", \"") + name + "\"";
  return text;
}

}  // namespace

std::optional<double> number_of(const Node& node) {
  if (const auto* i = node.integer()) return static_cast<double>(*i);
  const auto* d = std::get_if<double>(&node.value);
  return d != nullptr ? std::optional(*d) : std::nullopt;
}

std::optional<double> finite_number_of(const Node& node) {
  const std::optional<double> x = number_of(node);
  return x && std::isfinite(*x) ? x : std::nullopt;
}

void report_unknown(Faults& faults, const Position& where, const std::string& key, const std::string& what,
                    const std::string& name, const std::vector<std::string>& known) {
  faults.add(where, key, "unknown " + what + " \"" + name + "\"", suggest(name, known));
}

void report_unknown_series(Faults& faults, const Position& where, const std::string& key,
                           const std::string& estimate, const std::string& label,
                           const std::vector<std::string>& known) {
  constexpr std::size_t most = 12;
  std::string list;
  for (std::size_t i = 0; i < std::min(most, known.size()); ++i) list += (i > 0 ? ", " : "") + known[i];
  if (known.size() > most) list += " and " + std::to_string(known.size() - most) + " more";
  faults.add(where, key,
             "unknown series of " + estimate + " \"" + label + "\"; it has " + (list.empty() ? "none" : list),
             suggest(label, known));
}

TableReader::TableReader(const Node& table, const Position& where, std::string path, Faults& faults)
    : node_(table), where_(where), path_(std::move(path)), faults_(faults) {
  if (!is_table()) faults_.add(where_, path_, "must be a table, not " + std::string(kind_of(node_)));
}

void TableReader::fault(const Position& where, std::string_view key, const std::string& message,
                        const std::string& suggestion) {
  faults_.add(where, path_of(key), message, suggestion);
}

const Node* TableReader::take(std::string_view key) {
  read_.emplace(key);
  return node_.find(key);
}

const Node* TableReader::take_required(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr && is_table()) faults_.add(where_, path_, "has no key \"" + std::string(key) + "\"");
  return node;
}

std::string TableReader::text(const Field& field) {
  const Node* node = take(field.name);
  if (node == nullptr) return field.unquoted_fallback();
  if (const std::string* text = node->text()) {
    if (const std::optional<std::string> why = refuse_text(*text)) fault(node->where, field.name, *why);
    return *text;
  }
  fault(node->where, field.name, "must be a string, not " + std::string(kind_of(*node)));
  return field.unquoted_fallback();
}

std::string TableReader::choice(const Field& field, const std::vector<std::string>& allowed) {
  const Node* node = take(field.name);
  const std::string value = text(field);
  if (node == nullptr) return value;
  if (node->text() == nullptr) return to_toml(*node);
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  fault(node->where, field.name, "is \"" + value + "\", but must be one of " + joined(allowed),
        suggest(value, allowed));
  return to_toml(*node);
}

std::vector<std::string> TableReader::names(const Field& field) {
  const Node* node = take(field.name);
  if (node == nullptr) return {};
  if (const std::string* one = node->text()) return {*one};
  std::vector<std::string> names;
  if (const Node::Array* array = node->array()) {
    for (const Node& item : *array) {
      if (const std::string* name = item.text()) {
        names.push_back(*name);
      } else {
        fault(item.where, field.name, "must list names, not " + std::string(kind_of(item)));
      }
    }
    if (array->empty()) fault(node->where, field.name, "is an empty list");
  } else {
    fault(node->where, field.name, "must be a name or a list of names, not " + std::string(kind_of(*node)));
  }
  return names;
}

std::optional<double> TableReader::real(const Field& field) {
  const Node* node = take(field.name);
  if (node == nullptr) return field.number_fallback();
  const std::optional<double> value = finite_number_of(*node);
  if (!value) fault(node->where, field.name, "is " + to_toml(*node) + ", but must be a finite number");
  return value;
}

std::optional<std::int64_t> TableReader::integer(const Field& field, std::int64_t least, std::int64_t most) {
  const Node* node = take(field.name);
  if (node == nullptr) {
    const std::optional<double> value = field.number_fallback();
    return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
  }
  const std::int64_t* value = node->integer();
  if (value == nullptr || *value < least || *value > most) {
    fault(node->where, field.name,
          "is " + to_toml(*node) + ", but must be an integer from " + std::to_string(least) + " to " +
              std::to_string(most));
    return std::nullopt;
  }
  return *value;
}

std::optional<bool> TableReader::truth(const Field& field) {
  const Node* node = take(field.name);
  if (node == nullptr) return std::nullopt;
  if (const bool* given = std::get_if<bool>(&node->value)) return *given;
  fault(node->where, field.name, "must be true or false, not " + std::string(kind_of(*node)));
  return std::nullopt;
}

void TableReader::also(const std::vector<std::string>& known) {
  known_.insert(known_.end(), known.begin(), known.end());
}

void TableReader::finish() {
  if (left_ || !is_table()) return;
  for (const Node::Entry& entry : *node_.table()) {
    if (!read_.emplace(entry.key).second) continue;
    const std::string near = suggest(entry.key, known_);
    if (near == entry.key) {
      faults_.add(entry.where, path_of(entry.key),
                  "has no place here; it goes with other keys of this table");
    } else {
      faults_.add(entry.where, path_of(entry.key), "unknown key", near);
    }
  }
}

}  // namespace plim
