#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plim {

/// A key of a study file as people see it: its name, what it holds, its default and what it means.
struct Field {
  const char* name;
  const char* form;      // "name", "names", "integer", "text", "grid", "table", ...; "" if it is to come
  const char* fallback;  // as written in a study; "" if it must be given or is simply absent
  const char* help;

  /// True for a key that no study can use yet: validation names it, lists and suggestions do not.
  bool to_come() const noexcept { return *form == '\0'; }
  /// The default without its quotes.
  std::string unquoted_fallback() const;
  /// The default that is a number; nothing if there is none.
  std::optional<double> number_fallback() const;
};

/// A kind of population that a study describes by keys of its own, and not by an entry of the catalogue.
struct WrittenPopulation {
  const char* name;
  const char* summary;
  std::vector<Field> keys;
};
const std::vector<WrittenPopulation>& written_populations();

/// Every key that a study can use, with its dotted name, as in "sample.n".
std::vector<std::pair<std::string, Field>> listed_keys();

}  // namespace plim
