#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plim {

/// A factor of a joint law: its name and the names of its levels. The classes of the law are the combinations
/// of levels, the last factor's changing fastest.
struct Factor {
  std::string name;
  std::vector<std::string> levels;
  bool operator==(const Factor&) const = default;
};

/// What an estimand is about: a factor, and in an event the level that it has. Indices into the factors.
struct FactorTerm {
  std::size_t factor = 0;
  std::optional<std::size_t> level;
  bool operator==(const FactorTerm&) const = default;
};

/// "ill=no, test=neg" for every class.
std::vector<std::string> class_labels(std::span<const Factor> factors);

/// The classes of an event: those in which every term's factor has its level, ascending; all if no term.
std::vector<std::size_t> classes_of(std::span<const Factor> factors, std::span<const FactorTerm> event);

/// The cell of the table of the terms' factors alone into which each class falls.
struct Margin {
  std::size_t cells = 1;
  std::vector<std::size_t> cell_of;  // [K]
};
Margin margin_of(std::span<const Factor> factors, std::span<const FactorTerm> kept);

}  // namespace plim
