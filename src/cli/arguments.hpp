#pragma once
#include <string>
#include <vector>

#include "commands.hpp"
#include "plim/core/parameter.hpp"

namespace plim {
struct FamilyEntry;
}

namespace plim::cli {

/// A family and its arguments as words give them: NAME key=value ...; lists as 0.2,0.3,0.5. Mistakes are
/// Error(usage) with the parameter, what was found and what is allowed.
struct FamilyWords {
  const FamilyEntry* family;
  Arguments arguments;
};
FamilyWords read_family(const std::string& name, const Words& settings, const Catalogue& catalogue);

/// The same of one text, NAME(key=value, ...) or NAME; `option` names it in messages.
FamilyWords read_law(const std::string& text, const std::string& option, const Catalogue& catalogue);

/// The numbers of comma-separated words, e.g. of `--at 1,2,inf`; `option` names them in messages.
std::vector<double> read_numbers(const Words& words, const std::string& option);

}  // namespace plim::cli
