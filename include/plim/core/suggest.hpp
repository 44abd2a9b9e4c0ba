#pragma once
#include <span>
#include <string>
#include <string_view>

namespace plim {

/// The known name nearest to a wrong one by Damerau-Levenshtein distance (restricted: no letter is moved
/// twice), or
/// "" if none is within a third of its length (at least 1). Ties go to the first. O(|wrong| |known|) each.
std::string suggest(std::string_view wrong, std::span<const std::string> known);

}  // namespace plim
