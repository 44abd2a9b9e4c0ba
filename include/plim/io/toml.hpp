#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "plim/grammar/raw.hpp"

namespace plim {

/// A study file as read: its tree, its text, and the overrides applied since.
struct RawStudy {
  Node root;
  std::string text;
  std::filesystem::path path;
  std::vector<std::string> overrides;
};

/// Reads a TOML 1.0 file. Faults of syntax (duplicate keys among them) are added to `faults`. Throws
/// Error(no_input) if there is no readable regular file, Error(config) above 16 MiB (found without reading).
RawStudy read_toml(const std::filesystem::path& path, std::vector<Fault>& faults);

/// The tree of a TOML text; `name` stands in the places of its nodes.
Node parse_toml(const std::string& text, const std::string& name, std::vector<Fault>& faults);

/// Sets the entry at a dotted key; the text is read as TOML, and as a string where that fails. `words` are
/// those of the command line, which messages name as the place.
void set_value(Node& root, std::string_view key, const std::string& text, const std::string& words);

/// Applies "a.b.c=value"; the value is read as TOML, and as a string where that fails. Throws Error(usage) if
/// the text has no key or no "=".
void apply_override(RawStudy& study, std::string_view override);

}  // namespace plim
