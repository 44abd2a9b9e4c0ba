#pragma once
#include <iosfwd>
#include <vector>

#include "json.hpp"
#include "plim/verdict/checks.hpp"

namespace plim::cli {

/// The verdicts for people, with what decided each; nothing if there are no checks.
void print_checks(std::ostream& out, const std::vector<CheckResult>& checks);

/// The verdicts for programs.
Json checks_json(const std::vector<CheckResult>& checks);

}  // namespace plim::cli
