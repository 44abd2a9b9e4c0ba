#pragma once
#include <string>

#include "plim/core/error.hpp"
#include "plim/study/words.hpp"

namespace plim {
class Catalogue;
class Team;
}  // namespace plim

namespace plim::cli {

using Words = Strings;

/// One command of the program: its name, its line in the overview, and what it does with the words after it.
struct Command {
  const char* name;
  const char* summary;
  ExitCode (*run)(const Words& words, const Catalogue& catalogue);
};

ExitCode run_command(const Words& words, const Catalogue& catalogue);
/// As one rank of a team, if there is one.
ExitCode run_command(const Words& words, const Catalogue& catalogue, Team* team);
ExitCode validate_command(const Words& words, const Catalogue& catalogue);
ExitCode list_command(const Words& words, const Catalogue& catalogue);
ExitCode estimate_command(const Words& words, const Catalogue& catalogue);
ExitCode evaluate_command(const Words& words, const Catalogue& catalogue);
ExitCode describe_command(const Words& words, const Catalogue& catalogue);
ExitCode export_command(const Words& words, const Catalogue& catalogue);
ExitCode inspect_command(const Words& words, const Catalogue& catalogue);
ExitCode sample_command(const Words& words, const Catalogue& catalogue);
ExitCode replay_command(const Words& words, const Catalogue& catalogue);
ExitCode result_command(const Words& words, const Catalogue& catalogue);
ExitCode merge_command(const Words& words, const Catalogue& catalogue);
ExitCode submit_command(const Words& words, const Catalogue& catalogue);
ExitCode status_command(const Words& words, const Catalogue& catalogue);
ExitCode diff_command(const Words& words, const Catalogue& catalogue);

}  // namespace plim::cli
