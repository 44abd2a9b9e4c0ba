#pragma once
#include <cmath>
#include <cstdlib>
#include <limits>

#include "plim/study/standard_catalogue.hpp"
#include "support.hpp"

namespace plim::test {

/// A number of a reference file, which are texts so that none is rounded by a parser.
inline double number(const nlohmann::json& text) {
  return std::strtod(text.get<std::string>().c_str(), nullptr);
}

/// A value as the family stores it, but for lists, which are exact.
inline Outcome<Value> value_of(const Parameter& parameter, const nlohmann::json& json) {
  if (json.is_array()) return Value{json.get<std::vector<double>>()};
  return accept(parameter,
                json.is_number_integer() ? Value{json.get<std::int64_t>()} : Value{json.get<double>()});
}

inline Outcome<AnyLaw> outcome_of(const std::string& family, const nlohmann::json& parameters) {
  static const Catalogue catalogue = standard_catalogue();
  const FamilyEntry& entry = *find_named(catalogue.families(), family);
  Arguments arguments;
  for (const auto& [name, json] : parameters.items()) {
    const Outcome<Value> value = value_of(*find_named(entry.parameters, name), json);
    if (!value) return Refusal{value.reason()};
    arguments.set(name, *value);
  }
  return entry.law(arguments);
}
inline AnyLaw law_of(const std::string& family, const nlohmann::json& parameters) {
  return *outcome_of(family, parameters);
}
inline bool is_law(const std::string& family, const nlohmann::json& parameters) {
  return static_cast<bool>(outcome_of(family, parameters));
}

/// |a - b| in units of 2^-52 size; 0 for equal numbers, also infinite or undefined ones; infinite for
/// what only one of them is not.
inline double units(double a, double b, double size) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
  const double ratio = std::fabs(a - b) / (0x1p-52 * std::fmax(size, 0x1p-970));
  return std::isnan(ratio) ? std::numeric_limits<double>::infinity() : ratio;
}

/// The cases of tests/data/NAME.json and NAME_more.json.
inline std::vector<nlohmann::json> cases_of(const std::string& name) {
  std::vector<nlohmann::json> all;
  for (const std::string& file : {name + ".json", name + "_more.json"}) {
    const nlohmann::json cases = read_json(file)["cases"];
    all.insert(all.end(), cases.begin(), cases.end());
  }
  return all;
}

inline std::string label(const nlohmann::json& c) {
  return c["family"].get<std::string>() + c["parameters"].dump();
}

}  // namespace plim::test
