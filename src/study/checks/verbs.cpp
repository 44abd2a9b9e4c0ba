#include "verbs.hpp"

#include <array>

namespace plim {
namespace {

const std::array table = {equals_verb, at_least_verb, at_most_verb,    below_verb,
                          above_verb,  slope_verb,    approaches_verb, fits_verb};

}  // namespace

std::span<const Verb> verbs() { return table; }

std::vector<std::string> checked_measures() {
  std::vector<std::string> names;
  for (const Measure& m : measures()) {
    if (m.estimate != nullptr) names.emplace_back(m.name);
  }
  names.insert(names.end(), {"identity", "max_abs_difference"});
  return names;
}

}  // namespace plim
