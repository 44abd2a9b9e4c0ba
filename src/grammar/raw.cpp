#include "plim/grammar/raw.hpp"

#include <algorithm>
#include <tuple>

#include "plim/core/name.hpp"
#include "plim/core/parameter.hpp"

namespace plim {

std::string render(const Fault& fault) {
  std::string text = fault.where.file;
  if (fault.where.line > 0) {
    text += ":" + std::to_string(fault.where.line) + ":" + std::to_string(fault.where.column);
  }
  text += ": error: " + fault.message;
  if (!fault.suggestion.empty()) text += " (did you mean \"" + fault.suggestion + "\"?)";
  return printable(text);
}

void sort_faults(std::vector<Fault>& faults) {
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
  });
}

Node::Node() : value(Table{}) {}

const Node* Node::find(std::string_view key) const noexcept {
  const Table* entries = table();
  if (entries == nullptr) return nullptr;
  for (const Entry& entry : *entries) {
    if (entry.key == key) return &entry.node;
  }
  return nullptr;
}

Node& Node::set(std::string_view key, const Position& place, Node node) {
  if (table() == nullptr) value = Table{};
  Table& entries = std::get<Table>(value);
  const auto at = std::lower_bound(entries.begin(), entries.end(), key,
                                   [](const Entry& entry, std::string_view k) { return entry.key < k; });
  if (at != entries.end() && at->key == key) {
    at->where = place;
    at->node = std::move(node);
    return at->node;
  }
  return entries.insert(at, Entry{std::string(key), place, std::move(node)})->node;
}

std::string_view kind_of(const Node& node) noexcept {
  constexpr std::string_view names[] = {"true or false", "an integer", "a number",
                                        "a string",      "a list",     "a table"};
  return names[node.value.index()];
}

std::string to_toml(const Node& node) {
  if (const Node::Array* array = node.array()) {
    std::string text = "[";
    for (const Node& item : *array) text += (text.size() > 1 ? ", " : "") + to_toml(item);
    return text + "]";
  }
  if (const Node::Table* table = node.table()) {
    std::string text = "{";
    for (const Node::Entry& entry : *table) {
      text += (text.size() > 1 ? ", " : " ") + entry.key + " = " + to_toml(entry.node);
    }
    return text + " }";
  }
  if (const auto* b = std::get_if<bool>(&node.value)) return readable(Value{*b});
  if (const auto* i = node.integer()) return readable(Value{*i});
  if (const auto* d = std::get_if<double>(&node.value)) return readable(Value{*d});
  return readable(Value{*node.text()});
}

}  // namespace plim
