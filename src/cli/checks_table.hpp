#pragma once
#include <iosfwd>
#include <vector>

#include "json.hpp"
#include "plim/verdict/checks.hpp"
#include "plim/verdict/results.hpp"

namespace plim::cli {

/// A check for people who look at a screen, in lines of so many columns at most: what came of it, and what
/// that rests on.
struct BriefCheck {
  std::string row;
  std::vector<std::string> reasons;  // the most important first
  bool confirmed = false, as_expected = false;
};

/// Refuted ones first, then what is undecided, then confirmed ones; of each those not as expected first.
std::vector<BriefCheck> brief_checks(const Results& results, std::size_t columns);

/// "3 of 4 as expected"
std::string count_as_expected(const std::vector<CheckResult>& checks);

/// The verdicts for people, with what decided each; nothing if there are no checks.
void print_checks(std::ostream& out, const std::vector<CheckResult>& checks);

/// The verdicts for programs.
Json checks_json(const std::vector<CheckResult>& checks);

}  // namespace plim::cli
