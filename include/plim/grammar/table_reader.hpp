#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plim/grammar/spec.hpp"

namespace plim {

/// Collects faults while a study is read, so that all are reported in one go.
class Faults {
 public:
  void add(const Position& where, const std::string& key, const std::string& message,
           const std::string& suggestion = "") {
    const Fault fault{where, key, key.empty() ? message : key + ": " + message, suggestion};
    // What is wrong at every point of a grid is said once.
    if (said_.insert(render(fault)).second) faults_.push_back(fault);
  }
  bool empty() const noexcept { return faults_.empty(); }
  std::vector<Fault>& list() noexcept { return faults_; }

 private:
  std::vector<Fault> faults_;
  std::set<std::string> said_;
};

/// Reads one table of a study by the fields of its kind; every getter reports what does not fit and gives the
/// default. `finish` reports the keys that nobody read.
class TableReader {
 public:
  /// `path` is the dotted name of the table, for messages.
  TableReader(const Node& table, const Position& where, std::string kind, std::string path, Faults& faults);

  bool is_table() const noexcept { return node_.table() != nullptr; }
  const Position& where() const noexcept { return where_; }
  const std::string& path() const noexcept { return path_; }
  std::string path_of(std::string_view key) const { return path_ + "." + std::string(key); }

  /// The entry, marked as read; null if absent.
  const Node* take(std::string_view key);
  const Node* take_required(std::string_view key);

  std::string text(std::string_view key);
  /// One of `allowed`.
  std::string choice(std::string_view key, const std::vector<std::string>& allowed);
  /// A name or a list of names.
  std::vector<std::string> names(std::string_view key);
  /// A finite number, or nothing if it is absent or wrong.
  std::optional<double> real(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);

  /// Entries that nobody read yet, all marked as read.
  std::vector<const Node::Entry*> rest();
  /// Reports unread entries as unknown, with a suggestion among the kind's keys and `more`.
  void finish(const std::vector<std::string>& more = {});
  void fault(const Position& where, std::string_view key, const std::string& message,
             const std::string& suggestion = "");

 private:
  const Node& node_;
  Position where_;
  std::string kind_, path_;
  Faults& faults_;
  std::set<std::string, std::less<>> read_;
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
