#pragma once
#include <string>
#include <vector>

#include "options.hpp"
#include "plim/engine/rounds.hpp"

namespace plim::cli {

/// Rounds by a schedule, for tests of what they rest on: `--rounds 2,5` ends them behind so many blocks;
/// with `--coin` each goes on only if a bit of all the numbers so far is set.
std::vector<Option> round_options();

/// The rounds that options ask for; `notes` gets a line for each that is decided.
Rounds rounds_of(const Options& options, std::vector<std::string>& notes);

}  // namespace plim::cli
