#include "verbs.hpp"

#include <algorithm>
#include <array>

namespace plim {
namespace {

const std::array table = {equals_verb, at_least_verb, at_most_verb,    below_verb,
                          above_verb,  slope_verb,    approaches_verb, fits_verb};

}  // namespace

std::span<const Verb> verbs() { return table; }

const Verb* find_verb(std::string_view name) {
  const auto at = std::find_if(table.begin(), table.end(), [name](const Verb& v) { return v.name == name; });
  return at == table.end() ? nullptr : &*at;
}

std::vector<std::string> checked_measures() {
  std::vector<std::string> names;
  for (const Measure& m : measures()) {
    if (m.estimate != nullptr) names.emplace_back(m.name);
  }
  names.insert(names.end(), {"identity", "max_abs_difference"});
  return names;
}

}  // namespace plim
