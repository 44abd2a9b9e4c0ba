#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "summary.hpp"

namespace plim::cli {

/// A screen that everything fits on.
inline constexpr std::size_t screen_columns = 80, screen_lines = 24;

/// At most `lines` lines for people who look at a screen: title, verdicts, a line a series at the smallest, a
/// middle and the largest n, how much was left out, and `foot` as the last ones.
void print_brief(std::ostream& out, const Results& results, const std::vector<SummaryRow>& rows,
                 const std::vector<std::string>& foot, std::size_t lines);

}  // namespace plim::cli
