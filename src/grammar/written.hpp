#pragma once
#include <string>
#include <utility>
#include <vector>

#include "plim/grammar/spec.hpp"

namespace plim {

// Values of a study as TOML.
std::string quoted(const std::string& text);
std::string bare_or_quoted(const std::string& key);
std::string written(const std::vector<std::string>& names);
std::string written(double number);
std::string written(const std::vector<std::uint64_t>& numbers);
std::string written(const Setting& setting);

/// Keys and their values, in order.
using Entries = std::vector<std::pair<std::string, std::string>>;

/// Adds the settings, by their names.
void append(Entries& entries, const Settings& settings);
/// One entry a line.
std::string lines(const Entries& entries);
/// "{ key = value, key = value }".
std::string inlined(const Entries& entries);

}  // namespace plim
