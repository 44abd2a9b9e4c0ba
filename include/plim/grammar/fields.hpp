#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

/// One key of a study file: the table it stands in, what it holds, its default and what it means. This table
/// is the one place where keys are listed: parsing, suggestions, defaults and `plim list keys` read it.
struct Field {
  const char* kind;  // "population", "sample", ...
  const char* key;
  const char* form;      // "name", "names", "integer", "text", "grid", "table", ...
  const char* fallback;  // as written in a study; "" if it must be given or is simply absent
  const char* help;
};

std::span<const Field> fields();

/// The field of that kind and key, or null.
const Field* find_field(std::string_view kind, std::string_view key);

/// True for a key of the grammar that no study can use yet.
bool is_to_come(const Field& field);

/// The keys of a kind that a study can use.
std::vector<std::string> keys_of(std::string_view kind);

}  // namespace plim
