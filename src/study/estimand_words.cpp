#include "estimand_words.hpp"

#include <algorithm>

#include "plim/core/error.hpp"
#include "plim/study/words.hpp"
#include "plim/theory/estimand.hpp"

namespace plim {
namespace {

/// Names, or NAME=LEVEL pairs, as a study writes them: "A", ["A", "B"] or { "A" = "level" }.
std::string terms_as_toml(const std::string& terms, const std::string& words) {
  std::string list;
  const Strings pieces = split_outside(terms, ',');
  const bool event = terms.find('=') != std::string::npos;
  for (const std::string& piece : pieces) {
    const std::size_t equals = std::min(piece.find('='), piece.size());
    const std::string name = piece.substr(0, equals);
    if (name.empty() || (event && equals + 1 >= piece.size()))
      throw Error(ExitCode::usage, words + ": \"" + piece + "\" is no " + (event ? "NAME=LEVEL" : "name"));
    list += (list.empty() ? "" : ", ") + in_quotes(name) +
            (event ? " = " + in_quotes(piece.substr(equals + 1)) : "");
  }
  if (event) return "{ " + list + " }";
  return pieces.size() == 1 ? list : "[" + list + "]";
}

}  // namespace

std::string head_of(const std::string& estimand) {
  if (estimand.front() != '{') return estimand.substr(0, estimand.find('('));
  const std::size_t first = estimand.find_first_not_of(" \"", 1);
  return first == std::string::npos ? ""
                                    : estimand.substr(first, estimand.find_first_of(" \"=", first) - first);
}

std::string estimand_as_toml(const std::string& estimand, bool of_number) {
  if (estimand.front() == '{') return estimand;
  const std::string name = head_of(estimand), words = "--of " + estimand;
  if (name == estimand) return in_quotes(name);
  if (estimand.back() != ')') throw Error(ExitCode::usage, words + ": the bracket is not closed");
  const std::string inner = estimand.substr(name.size() + 1, estimand.size() - name.size() - 2);
  if (of_number) return "{ " + in_quotes(name) + " = " + inner + " }";
  const Strings parts = split_outside(inner, '|');
  if (parts.size() > 2) throw Error(ExitCode::usage, words + ": has more than one \"|\"");
  std::string table = "{ " + in_quotes(name) + " = " + terms_as_toml(parts[0], words);
  if (parts.size() == 2) table += ", given = " + terms_as_toml(parts[1], words);
  return table + " }";
}

Strings tests_of_independence(const Strings& estimands) {
  const std::string head = mutual_information_estimand.name;
  Strings tests;
  for (const std::string& estimand : estimands) {
    if (estimand.substr(0, head.size() + 1) != head + "(" || estimand.find('|') != std::string::npos)
      continue;
    const std::string asked = independence_p_value_estimand.name + estimand.substr(head.size());
    if (std::find(estimands.begin(), estimands.end(), asked) == estimands.end()) tests.push_back(asked);
  }
  sort_out(tests);
  return tests;
}

void sort_out(Strings& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

std::string listed(const Strings& words, const char* between) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : between) + word;
  return all;
}

}  // namespace plim
