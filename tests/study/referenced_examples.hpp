#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "sweep_example.hpp"

namespace plim::test {

/// Of the families of tests/data/families_more.json: pareto by an example of its own (sweep_examples.hpp), as
/// variances of its first law there have no error, the others by the file.
inline constexpr const char* swept_of_new[] = {"laplace", "pareto", "skellam", "discrete_uniform"};

/// The other families of that file: what is swept is written for all families alike.
inline bool is_left_to_others(const std::string& family) {
  static const std::set<std::string> left = [] {
    std::set<std::string> all;
    const nlohmann::json cases = read_json("families_more.json")["cases"];
    for (const nlohmann::json& one : cases) all.insert(one["family"]);
    for (const char* swept : swept_of_new) all.erase(swept);
    return all;
  }();
  return left.count(family) > 0;
}

/// Of every other family without an example the first law of that file that varies enough, by the numbers
/// there. (Its tails are held against the file elsewhere.)
inline void add_referenced(const Catalogue& c, std::vector<Example>& all) {
  const nlohmann::json cases = read_json("families_more.json")["cases"];
  const auto number = [](const nlohmann::json& text) {
    return std::strtod(text.get<std::string>().c_str(), nullptr);
  };
  for (const FamilyEntry& family : c.families()) {
    const auto is_kind = [&family](const Example& e) { return e.kind == family.name; };
    if (is_left_to_others(family.name) || std::any_of(all.begin(), all.end(), is_kind)) continue;
    for (const nlohmann::json& one : cases) {
      // A law of which some replicates show more than one value.
      if (one["family"] != family.name || !(number(one["variance"]) > 0.1)) continue;
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
