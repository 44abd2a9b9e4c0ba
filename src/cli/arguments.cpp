#include "arguments.hpp"

#include <charconv>
#include <optional>

#include "plim/core/suggest.hpp"
#include "plim/grammar/fields.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/study/words.hpp"

namespace plim::cli {
namespace {

[[noreturn]] void refuse(const std::string& message) { throw Error(ExitCode::usage, message); }

std::string hint(const std::string& word, const std::vector<std::string>& known) {
  const std::string near = suggest(word, known);
  return near.empty() ? "" : " (did you mean \"" + near + "\"?)";
}

/// The whole of a word as a number of that type.
template <class Number>
std::optional<Number> number_of(const std::string& word) {
  Number value{};
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value);
  if (word.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

Value value_of(const Parameter& parameter, const std::string& word) {
  if (parameter.domain == Domain::text) return word;
  const bool brackets = word.size() >= 2 && word.front() == '[' && word.back() == ']';
  if (brackets) return read_numbers({word.substr(1, word.size() - 2)}, parameter.name);
  const bool list = parameter.domain == Domain::probabilities || parameter.domain == Domain::weights ||
                    parameter.domain == Domain::counts;
  if (list || word.find(',') != std::string::npos) return read_numbers({word}, parameter.name);
  if (const auto whole = number_of<std::int64_t>(word)) return *whole;
  if (const auto real = number_of<double>(word)) return *real;
  return word;
}

Value accepted(const std::string& family, const Parameter& parameter, const std::string& word) {
  const Outcome<Value> value = accept(parameter, value_of(parameter, word));
  if (!value) refuse(family + ": " + value.reason());
  return *value;
}

void complete(const FamilyEntry& family, Arguments& arguments) {
  for (const Parameter& parameter : family.parameters) {
    if (arguments.has(parameter.name) || parameter.optional) continue;
    if (!parameter.fallback) {
      refuse(family.name + " needs " + parameter.name + "=..., " + describe(parameter));
    }
    arguments.set(parameter.name, *parameter.fallback);
  }
}

/// Refuses what is a population of studies and no family.
void refuse_population(const std::string& name, const Catalogue& catalogue) {
  const PopulationEntry* entry = find_named(catalogue.populations(), name);
  const WrittenPopulation* written = find_named(written_populations(), name);
  if (entry == nullptr && written == nullptr) return;
  refuse(name + " is no family but a population of studies (" +
         (entry != nullptr ? entry->summary : written->summary) + "); plim list populations has its keys");
}

}  // namespace

FamilyWords read_family(const std::string& name, const Words& settings, const Catalogue& catalogue) {
  const FamilyEntry* family = find_named(catalogue.families(), name);
  if (family == nullptr) refuse_population(name, catalogue);
  if (family == nullptr) {
    refuse("unknown family \"" + name + "\"" + hint(name, names_of(catalogue.families())) +
           "; plim list families shows them");
  }
  FamilyWords read{family, {}};
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos) refuse("\"" + setting + "\" is not of the form key=value");
    const std::string key = setting.substr(0, equals);
    const Parameter* parameter = find_named(family->parameters, key);
    if (parameter == nullptr) {
      refuse(name + " has no parameter \"" + key + "\"" + hint(key, names_of(family->parameters)));
    }
    if (read.arguments.has(key)) refuse(name + ": " + key + " is given twice");
    read.arguments.set(key, accepted(name, *parameter, setting.substr(equals + 1)));
  }
  complete(*family, read.arguments);
  return read;
}

FamilyWords read_law(const std::string& text, const std::string& option, const Catalogue& catalogue) {
  const std::size_t open = text.find('(');
  if (open == std::string::npos) return read_family(text, {}, catalogue);
  if (text.back() != ')') refuse(option + " " + text + ": the bracket is not closed");
  const std::string inner = text.substr(open + 1, text.size() - open - 2);
  return read_family(text.substr(0, open), inner.empty() ? Words{} : split_outside(inner, ','), catalogue);
}

std::vector<double> read_numbers(const Words& words, const std::string& option) {
  std::vector<double> numbers;
  for (const std::string& word : words) {
    for (const std::string& part : split_outside(word, ',')) {
      const std::optional<double> x = number_of<double>(part);
      if (!x || *x != *x) refuse(option + ": \"" + part + "\" is not a number");
      numbers.push_back(*x);
    }
  }
  return numbers;
}

}  // namespace plim::cli
