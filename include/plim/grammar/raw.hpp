#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace plim {

/// Where something stands in a study file; line and column count from 1, 0 where there is none (`--set`).
struct Position {
  std::string file;
  int line = 0, column = 0;
};

/// A fault of a study: where, which key, what is wrong, and a known name near the wrong one ("" if none).
struct Fault {
  Position where;
  std::string key, message, suggestion;
  std::size_t more = 0;  // it stands for so many faults that are not told
};

/// "file:line:column: error: message (did you mean "x"?)", shortened where a value in it is very long.
std::string render(const Fault& fault);

/// Adds to faults of which 100 are told and the others counted, in one that stands behind them.
void add_fault(std::vector<Fault>& faults, Fault fault);

/// Orders faults by place.
void sort_faults(std::vector<Fault>& faults);

/// A value of a study file as it was written, with its place.
struct Node {
  using Array = std::vector<Node>;
  struct Entry;
  using Table = std::vector<Entry>;  // sorted by key

  Node();  // an empty table
  Node(const Node& other);
  Node(Node&& other) = default;
  Node& operator=(const Node& other) = default;
  Node& operator=(Node&& other) = default;
  ~Node() = default;

  std::variant<bool, std::int64_t, double, std::string, Array, Table> value;
  Position where;

  const Array* array() const noexcept { return std::get_if<Array>(&value); }
  const Table* table() const noexcept { return std::get_if<Table>(&value); }
  const std::string* text() const noexcept { return std::get_if<std::string>(&value); }
  const std::int64_t* integer() const noexcept { return std::get_if<std::int64_t>(&value); }
  /// The entry of a table, or null.
  const Node* find(std::string_view key) const noexcept;
  Node* find(std::string_view key) noexcept;
  /// Sets an entry of a table, which a value of another kind becomes. `place` is the key's.
  Node& set(std::string_view key, const Position& place, Node node);
};

struct Node::Entry {
  std::string key;
  Position where;  // of the key
  Node node;
};

/// What a value is, for messages: "a string", "a list", ...
std::string_view kind_of(const Node& node) noexcept;

/// The value as TOML, on one line.
std::string to_toml(const Node& node);

}  // namespace plim
