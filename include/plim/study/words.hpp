#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "plim/grammar/table_reader.hpp"
#include "plim/io/toml.hpp"

namespace plim {

using Strings = std::vector<std::string>;

/// Splits at a separator that stands outside of brackets and quotes; spaces outside of them are left out.
Strings split_outside(std::string_view text, char separator);

/// A text as TOML writes it.
std::string in_quotes(const std::string& text);

/// Ends with Error(usage) if a study made of words of the command line has faults, each said once. Beginnings
/// of messages are left out where they are keys of that study, which its author does not see: one after the
/// other, "x.*" up to the next dot.
void refuse_faults(Faults& faults, std::initializer_list<std::string_view> hidden_keys);

}  // namespace plim
