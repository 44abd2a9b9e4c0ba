#include <algorithm>
#include <cmath>

#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/grammar/parse.hpp"

namespace plim {
namespace {

constexpr double sum_tolerance = 1e-9;
constexpr std::size_t most_classes = std::size_t{1} << 20;

/// Reads the factors and the table of a joint law; each part reports what does not fit.
class JointParser {
 public:
  JointParser(TableReader& table, PopulationSpec& population, Faults& faults)
      : table_(table), population_(population), faults_(faults) {}

  void operator()() {
    const Node* names = table_.take_required("names");
    const Node* levels = table_.take_required("levels");
    const Node* probabilities = table_.take_required("table");
    if (names == nullptr || levels == nullptr || probabilities == nullptr) return;
    if (!read_names(*names) || !read_levels(*levels)) return;
    if (!read_part(*probabilities, 0)) return;
    normalise(*probabilities);
  }

 private:
  bool fail(const Node& at, std::string_view key, const std::string& message) {
    faults_.add(at.where, table_.path_of(key), message);
    return false;
  }

  /// A list of distinct, non-empty names.
  bool read_list(const Node& node, std::string_view key, std::vector<std::string>& names) {
    if (node.array() == nullptr || node.array()->empty()) {
      return fail(node, key, "must be a list of names, not " + to_toml(node));
    }
    for (const Node& item : *node.array()) {
      const std::string* name = item.text();
      if (name == nullptr || name->empty()) return fail(item, key, "must be a name, not " + to_toml(item));
      if (const std::optional<std::string> why = refuse_text(*name)) return fail(item, key, *why);
      if (std::find(names.begin(), names.end(), *name) != names.end()) {
        return fail(item, key, "\"" + *name + "\" stands there twice");
      }
      names.push_back(*name);
    }
    return true;
  }

  bool read_names(const Node& node) {
    std::vector<std::string> names;
    if (!read_list(node, "names", names)) return false;
    if (names.size() < 2) return fail(node, "names", "a joint law has two or more factors");
    for (const std::string& name : names) population_.factors.push_back({name, {}});
    return true;
  }

  bool read_levels(const Node& node) {
    std::vector<Factor>& factors = population_.factors;
    if (node.array() == nullptr || node.array()->size() != factors.size()) {
      return fail(node, "levels",
                  "must be " + std::to_string(factors.size()) + " lists of names, one of each factor");
    }
    std::size_t classes = 1;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      if (!read_list((*node.array())[f], "levels", factors[f].levels)) return false;
      classes *= factors[f].levels.size();
      if (classes > most_classes) return fail(node, "levels", "give more than 2^20 = 1048576 classes");
    }
    return true;
  }

  /// The part of the table below the factor at `depth`.
  bool read_part(const Node& node, std::size_t depth) {
    const std::vector<Factor>& factors = population_.factors;
    if (depth == factors.size()) return read_probability(node);
    const Factor& factor = factors[depth];
    if (node.array() == nullptr || node.array()->size() != factor.levels.size()) {
      const std::string found =
          node.array() == nullptr ? to_toml(node) : "a list of " + std::to_string(node.array()->size());
      return fail(node, "table",
                  "has " + found + " where factor \"" + factor.name + "\" has " +
                      std::to_string(factor.levels.size()) + " levels");
    }
    bool whole = true;
    for (const Node& item : *node.array()) whole = read_part(item, depth + 1) && whole;
    return whole;
  }

  bool read_probability(const Node& node) {
    const auto* real = std::get_if<double>(&node.value);
    const double p = real != nullptr ? *real : node.integer() ? static_cast<double>(*node.integer()) : -1;
    if (!(p >= 0 && p <= 1)) return fail(node, "table", "has " + to_toml(node) + ", not a number in [0, 1]");
    population_.table.push_back(p);
    return true;
  }

  void normalise(const Node& node) {
    double sum = 0;
    for (const double p : population_.table) sum += p;
    if (std::fabs(sum - 1) > sum_tolerance) {
      fail(node, "table", "sums to " + round_trip(sum) + ", but must sum to 1 within 1e-9");
      return;
    }
    for (double& p : population_.table) p /= sum;
  }

  TableReader& table_;
  PopulationSpec& population_;
  Faults& faults_;
};

}  // namespace

void parse_joint(TableReader& table, PopulationSpec& population, Faults& faults) {
  JointParser(table, population, faults)();
}

}  // namespace plim
