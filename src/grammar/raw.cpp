#include "plim/grammar/raw.hpp"

#include <algorithm>
#include <tuple>

#include "plim/core/name.hpp"
#include "plim/core/parameter.hpp"

namespace plim {

namespace {

constexpr std::size_t most_told = 100, longest_told = 2000;

/// The beginning and the end of what is too long to be read.
std::string cut(const std::string& text) {
  if (text.size() <= longest_told) return text;
  std::size_t head = longest_told / 2, tail = text.size() - longest_told / 4;
  const auto within = [&text](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80; };
  for (int i = 0; i < 3 && within(head); ++i) --head;  // not within a character
  for (int i = 0; i < 3 && within(tail); ++i) ++tail;
  return text.substr(0, head) + " ... " + text.substr(tail);
}

}  // namespace

std::string render(const Fault& fault) {
  if (fault.more > 0) return fault.message;
  std::string text = fault.where.file;
  if (fault.where.line > 0) {
    text += ":" + std::to_string(fault.where.line) + ":" + std::to_string(fault.where.column);
  }
  text += ": error: " + cut(fault.message);
  if (!fault.suggestion.empty()) text += " (did you mean \"" + fault.suggestion + "\"?)";
  return printable(text);
}

void add_fault(std::vector<Fault>& faults, Fault fault) {
  if (faults.size() < most_told) return faults.push_back(std::move(fault));
  if (faults.size() == most_told) faults.emplace_back();
  Fault& last = faults.back();
  ++last.more;
  last.message = "and " + std::to_string(last.more) + (last.more == 1 ? " more fault" : " more faults");
}

void sort_faults(std::vector<Fault>& faults) {
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    const bool a_last = a.more > 0, b_last = b.more > 0;
    return std::tie(a_last, a.where.line, a.where.column) < std::tie(b_last, b.where.line, b.where.column);
  });
}

Node::Node() : value(Table{}) {}

// libstdc++ 12 misreads a variant whose copying constructor has thrown; assigning is sound.
Node::Node(const Node& other) : value(false), where(other.where) { value = other.value; }

const Node* Node::find(std::string_view key) const noexcept {
  const Table* entries = table();
  if (entries == nullptr) return nullptr;
  const auto at = std::lower_bound(entries->begin(), entries->end(), key,
                                   [](const Entry& entry, std::string_view k) { return entry.key < k; });
  return at != entries->end() && at->key == key ? &at->node : nullptr;
}

Node* Node::find(std::string_view key) noexcept {
  return const_cast<Node*>(static_cast<const Node&>(*this).find(key));
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
