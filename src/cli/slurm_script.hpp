#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "commands.hpp"

namespace plim::cli {

/// A word as bash reads it back, byte by byte; one line, and harmless to a terminal.
std::string shell_word(const std::string& word);

/// The seconds of a time limit as Slurm writes it: MINUTES, MINUTES:SECONDS, HOURS:MINUTES:SECONDS, and
/// DAYS-HOURS with the same behind it. Throws Error(usage) if it is none, or zero.
std::uint64_t slurm_seconds(const std::string& text);

/// A study as jobs of Slurm: an array of shards, and a merge that waits for them.
struct SlurmJobs {
  std::filesystem::path program, study, out;  // all absolute
  Words overrides;
  std::uint64_t shards = 1, at_once = 0;  // 0: as many as Slurm gives
  int threads = 1;
  int signal_before = 0;                                             // seconds
  std::string time = {}, partition = {}, account = {}, memory = {};  // Slurm's words; empty: its usual ones
  bool force = false;
};

/// Where the script of a result stands: NAME.slurm.sh for NAME.h5.
std::filesystem::path slurm_script_path(const std::filesystem::path& out);

/// The script that submits the jobs when bash runs it, and that each of them runs.
std::string slurm_script(const SlurmJobs& jobs);

/// Whether a file is such a script.
bool is_slurm_script(const std::filesystem::path& path);

}  // namespace plim::cli
