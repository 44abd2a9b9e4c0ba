#include <algorithm>
#include <cmath>
#include <span>

#include "forms.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"

namespace plim {
namespace {

constexpr double sum_tolerance = 1e-9;
constexpr std::size_t most_classes = std::size_t{1} << 20;

bool fail(Reading& r, const Field& f, const Node& at, const std::string& message) {
  r.table.fault(at.where, f.name, message);
  return false;
}

/// A list of distinct, non-empty names.
bool read_list(Reading& r, const Field& f, const Node& node, std::vector<std::string>& names) {
  if (node.array() == nullptr || node.array()->empty()) {
    return fail(r, f, node, "must be a list of names, not " + to_toml(node));
  }
  for (const Node& item : *node.array()) {
    const std::string* name = item.text();
    if (name == nullptr || name->empty()) return fail(r, f, item, "must be a name, not " + to_toml(item));
    if (const std::optional<std::string> why = refuse_label(*name)) return fail(r, f, item, *why);
    if (std::find(names.begin(), names.end(), *name) != names.end()) {
      return fail(r, f, item, "\"" + *name + "\" stands there twice");
    }
    names.push_back(*name);
  }
  return true;
}

bool read_levels(Reading& r, const Field& f, const Node& node, std::vector<Factor>& factors) {
  if (node.array() == nullptr || node.array()->size() != factors.size()) {
    return fail(r, f, node,
                "must be " + std::to_string(factors.size()) + " lists of names, one of each factor");
  }
  std::size_t classes = 1;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (!read_list(r, f, (*node.array())[i], factors[i].levels)) return false;
    classes *= factors[i].levels.size();
    if (classes > most_classes) return fail(r, f, node, "give more than 2^20 = 1048576 classes");
  }
  return true;
}

bool read_probability(Reading& r, const Field& f, const Node& node, std::vector<double>& table) {
  const auto* real = std::get_if<double>(&node.value);
  const double p = real != nullptr ? *real : node.integer() ? static_cast<double>(*node.integer()) : -1;
  if (!(p >= 0 && p <= 1)) return fail(r, f, node, "has " + to_toml(node) + ", not a number in [0, 1]");
  table.push_back(p);
  return true;
}

/// The part of the table below the factor at `depth`.
bool read_part(Reading& r, const Field& f, const Node& node, std::size_t depth, PopulationSpec& population) {
  const std::vector<Factor>& factors = population.factors;
  if (depth == factors.size()) return read_probability(r, f, node, population.table);
  const Factor& factor = factors[depth];
  if (node.array() == nullptr || node.array()->size() != factor.levels.size()) {
    const std::string found =
        node.array() == nullptr ? to_toml(node) : "a list of " + std::to_string(node.array()->size());
    return fail(r, f, node,
                "has " + found + " where factor \"" + factor.name + "\" has " +
                    std::to_string(factor.levels.size()) + " levels");
  }
  bool whole = true;
  for (const Node& item : *node.array()) whole = read_part(r, f, item, depth + 1, population) && whole;
  return whole;
}

void normalise(Reading& r, const Field& f, const Node& node, std::vector<double>& table) {
  double sum = 0;
  for (const double p : table) sum += p;
  if (std::fabs(sum - 1) > sum_tolerance) {
    fail(r, f, node, "sums to " + round_trip(sum) + ", but must sum to 1 within 1e-9");
    return;
  }
  for (double& p : table) p /= sum;
}

/// A table of nested lists, the levels of each factor inside those of the one before.
std::string nested(const std::vector<Factor>& factors, std::span<const double> table, std::size_t depth) {
  if (depth == factors.size()) return written(table.front());
  const std::size_t levels = factors[depth].levels.size(), part = table.size() / levels;
  std::string text;
  for (std::size_t i = 0; i < levels; ++i)
    text += (i > 0 ? ", " : "") + nested(factors, table.subspan(i * part, part), depth + 1);
  return "[" + text + "]";
}

}  // namespace

// What comes after a fault of the factors is not looked at: without factors there is nothing to hold it
// against.

Form<PopulationSpec> factor_names_form() {
  return {[](Reading& r, const Field& f, PopulationSpec& population) {
            const Node* node = r.table.take(f.name);
            std::vector<std::string> names;
            if (node == nullptr || !read_list(r, f, *node, names)) return;
            if (names.size() < 2) {
              fail(r, f, *node, "a joint law has two or more factors");
              return;
            }
            for (const std::string& name : names) population.factors.push_back({name, {}});
          },
          [](const Field& f, const PopulationSpec& population) -> Entries {
            std::vector<std::string> names;
            for (const Factor& factor : population.factors) names.push_back(factor.name);
            return {{f.name, written(names)}};
          }};
}

Form<PopulationSpec> factor_levels_form() {
  return {[](Reading& r, const Field& f, PopulationSpec& population) {
            const Node* node = r.table.take(f.name);
            if (population.factors.empty()) return;
            if (node == nullptr || !read_levels(r, f, *node, population.factors)) population.factors.clear();
          },
          [](const Field& f, const PopulationSpec& population) -> Entries {
            std::string levels;
            for (const Factor& factor : population.factors)
              levels += (levels.empty() ? "" : ", ") + written(factor.levels);
            return {{f.name, "[" + levels + "]"}};
          }};
}

Form<PopulationSpec> joint_table_form() {
  return {[](Reading& r, const Field& f, PopulationSpec& population) {
            const Node* node = r.table.take(f.name);
            if (population.factors.empty() || node == nullptr) return;
            if (read_part(r, f, *node, 0, population)) normalise(r, f, *node, population.table);
          },
          [](const Field& f, const PopulationSpec& population) -> Entries {
            return {{f.name, nested(population.factors, population.table, 0)}};
          }};
}

}  // namespace plim
