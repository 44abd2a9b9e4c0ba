#include "plim/grammar/table_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "plim/core/name.hpp"
#include "plim/core/suggest.hpp"
#include "plim/grammar/fields.hpp"

namespace plim {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "\"" : ", \"") + name + "\"";
  return text;
}

/// A default of the field table: without its quotes.
std::string fallback_of(const std::string& kind, std::string_view key) {
  const std::string text = find_field(kind, key)->fallback;
  return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
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

TableReader::TableReader(const Node& table, const Position& where, std::string kind, std::string path,
                         Faults& faults)
    : node_(table), where_(where), kind_(std::move(kind)), path_(std::move(path)), faults_(faults) {
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

std::string TableReader::text(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return fallback_of(kind_, key);
  if (const std::string* text = node->text()) {
    if (const std::optional<std::string> why = refuse_text(*text)) fault(node->where, key, *why);
    return *text;
  }
  fault(node->where, key, "must be a string, not " + std::string(kind_of(*node)));
  return fallback_of(kind_, key);
}

std::string TableReader::choice(std::string_view key, const std::vector<std::string>& allowed) {
  const Node* node = take(key);
  const std::string value = text(key);
  if (node == nullptr || node->text() == nullptr) return value;
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  fault(node->where, key, "is \"" + value + "\", but must be one of " + joined(allowed),
        suggest(value, allowed));
  return fallback_of(kind_, key);
}

std::vector<std::string> TableReader::names(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return {};
  if (const std::string* one = node->text()) return {*one};
  std::vector<std::string> names;
  if (const Node::Array* array = node->array()) {
    for (const Node& item : *array) {
      if (const std::string* name = item.text()) {
        names.push_back(*name);
      } else {
        fault(item.where, key, "must list names, not " + std::string(kind_of(item)));
      }
    }
    if (array->empty()) fault(node->where, key, "is an empty list");
  } else {
    fault(node->where, key, "must be a name or a list of names, not " + std::string(kind_of(*node)));
  }
  return names;
}

std::optional<double> TableReader::real(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<double> value = finite_number_of(*node);
  if (!value) fault(node->where, key, "is " + to_toml(*node) + ", but must be a finite number");
  return value;
}

std::optional<std::int64_t> TableReader::integer(std::string_view key, std::int64_t least,
                                                 std::int64_t most) {
  const Node* node = take(key);
  if (node == nullptr) {
    const std::string text = fallback_of(kind_, key);
    std::int64_t value = 0;
    if (text.empty()) return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
  const std::int64_t* value = node->integer();
  if (value == nullptr || *value < least || *value > most) {
    fault(node->where, key,
          "is " + to_toml(*node) + ", but must be an integer from " + std::to_string(least) + " to " +
              std::to_string(most));
    return std::nullopt;
  }
  return *value;
}

std::vector<const Node::Entry*> TableReader::rest() {
  std::vector<const Node::Entry*> entries;
  if (!is_table()) return entries;
  for (const Node::Entry& entry : *node_.table()) {
    if (read_.emplace(entry.key).second) entries.push_back(&entry);
  }
  return entries;
}

void TableReader::finish(const std::vector<std::string>& more) {
  std::vector<std::string> known = keys_of(kind_);
  known.insert(known.end(), more.begin(), more.end());
  for (const Node::Entry* entry : rest()) {
    const std::string near = suggest(entry->key, known);
    if (near == entry->key) {
      faults_.add(entry->where, path_of(entry->key),
                  "has no place here; it goes with other keys of this table");
    } else {
      faults_.add(entry->where, path_of(entry->key), "unknown key", near);
    }
  }
}

}  // namespace plim
