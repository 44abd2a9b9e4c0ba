#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "sweep_example.hpp"

namespace plim::test {

/// Of every family without an example the first law of tests/data/families_more.json that has a variance, by
/// the numbers of that file. (Its tails are held against the file elsewhere.)
inline void add_referenced(const Catalogue& c, std::vector<Example>& all) {
  const nlohmann::json cases = read_json("families_more.json")["cases"];
  const auto number = [](const nlohmann::json& text) {
    return std::strtod(text.get<std::string>().c_str(), nullptr);
  };
  for (const FamilyEntry& family : c.families()) {
    const auto is_kind = [&family](const Example& e) { return e.kind == family.name; };
    if (std::any_of(all.begin(), all.end(), is_kind)) continue;
    for (const nlohmann::json& one : cases) {
      if (one["family"] != family.name || !std::isfinite(number(one["mean"]))) continue;
      std::map<std::string, Value> given;
      std::map<std::string, double> own;
      for (const auto& [name, value] : one["parameters"].items()) {
        if (value.is_array()) {
          given[name] = value.get<std::vector<double>>();
          continue;
        }
        own[name] = value;
        given[name] = value.is_number_integer() ? Value{value.get<std::int64_t>()} : Value{own[name]};
      }
      for (const char* name : {"mean", "variance", "entropy"}) own[name] = number(one[name]);
      const Arguments arguments = arguments_of(family.parameters, given);
      const AnyLaw law = *family.law(arguments);
      all.push_back(
          {family.name, *family.make(arguments), own, [law](double x) { return law.complement(x); }});
      break;
    }
  }
}

}  // namespace plim::test
