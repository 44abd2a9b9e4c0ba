#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plim/grammar/fields.hpp"
#include "plim/grammar/spec.hpp"

namespace plim {

/// Collects faults while a study is read, so that all are reported in one go.
class Faults {
 public:
  void add(const Position& where, const std::string& key, const std::string& message,
           const std::string& suggestion = "") {
    const Fault fault{where, key, key.empty() ? message : key + ": " + message, suggestion};
    // What is wrong at every point of a grid is said once.
    if (said_.insert(render(fault)).second) add_fault(faults_, fault);
  }
  bool empty() const noexcept { return faults_.empty(); }
  /// Whether there are more than are told.
  bool is_full() const noexcept { return !faults_.empty() && faults_.back().more > 0; }
  std::vector<Fault>& list() noexcept { return faults_; }

 private:
  std::vector<Fault> faults_;
  std::set<std::string> said_;
};

/// Reads one table of a study; every getter reports what does not fit, and gives the default if the key is
/// absent. `finish` reports the keys that nobody read.
class TableReader {
 public:
  /// `path` is the dotted name of the table, for messages.
  TableReader(const Node& table, const Position& where, std::string path, Faults& faults);

  bool is_table() const noexcept { return node_.table() != nullptr; }
  const Node& node() const noexcept { return node_; }
  const Position& where() const noexcept { return where_; }
  const std::string& path() const noexcept { return path_; }
  std::string path_of(std::string_view key) const { return path_ + "." + std::string(key); }

  /// The entry, marked as read; null if absent.
  const Node* take(std::string_view key);
  const Node* take_required(std::string_view key);

  std::string text(const Field& field);
  /// One of `allowed`.
  std::string choice(const Field& field, const std::vector<std::string>& allowed);
  /// A name or a list of names.
  std::vector<std::string> names(const Field& field);
  /// A finite number, or nothing if it is absent or wrong.
  std::optional<double> real(const Field& field);
  std::optional<std::int64_t> integer(const Field& field, std::int64_t least, std::int64_t most);
  std::optional<bool> truth(const Field& field);

  /// Adds names that keys of this table may have.
  void also(const std::vector<std::string>& known);
  /// Gives up: what is unread is not looked at.
  void leave() noexcept { left_ = true; }
  bool is_left() const noexcept { return left_; }
  /// Reports unread entries as unknown, with a suggestion among the names that keys may have.
  void finish();
  void fault(const Position& where, std::string_view key, const std::string& message,
             const std::string& suggestion = "");

 private:
  const Node& node_;
  Position where_;
  std::string path_;
  Faults& faults_;
  std::set<std::string, std::less<>> read_;
  std::vector<std::string> known_;
  bool left_ = false;
};

/// A number as a study writes it, integers widened; nothing if it is not one (or not finite).
std::optional<double> number_of(const Node& node);
std::optional<double> finite_number_of(const Node& node);

/// A name that is not in a list: "unknown LAW "x"", with a suggestion.
void report_unknown(Faults& faults, const Position& where, const std::string& key, const std::string& what,
                    const std::string& name, const std::vector<std::string>& known);
/// A label that no series of the estimate has: the same, with the labels that there are.
void report_unknown_series(Faults& faults, const Position& where, const std::string& key,
                           const std::string& estimate, const std::string& label,
                           const std::vector<std::string>& known);

}  // namespace plim
