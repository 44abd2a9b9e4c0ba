#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "json.hpp"
#include "plim/io/results_file.hpp"
#include "plim/plan/plan.hpp"

namespace plim::cli {

/// What one run took, beside its result and not in it, so that results compare byte by byte: the result's
/// whole name with .run.json behind it.
std::filesystem::path run_facts_path(const std::filesystem::path& out);

/// Refuses a place where the facts cannot or must not be written, before anything is computed:
/// Error(cannot_create) unless nothing is there, or facts of an earlier run in a plain file that is no input.
void check_run_facts(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs);

struct RunFacts {
  std::filesystem::path study;
  int threads = 0;
  std::size_t workers = 0;        // who did the work, if not this program alone
  std::string threads_from = {};  // what says how many
  double engine_seconds = 0, wall_seconds = 0;
  std::size_t scenarios = 0;
  double replicates = 0;  // that were run, of all scenarios together
  /// Where blocks came from that were run before, or elsewhere.
  std::vector<std::string> sources = {};
  /// What was decided after each round, of a run in several.
  std::vector<std::string> rounds = {};
  /// Numbers of replicates at which verdicts were looked at, this one last.
  std::vector<std::uint64_t> looks = {};
  std::vector<std::uint64_t> declared_looks = {};
  bool undeclared_look = false;  // there are several, not all declared before the first of them
  Json times = {};               // of estimates, null if none were asked for
};
void write_run_facts(const std::filesystem::path& out, const RunFacts& facts);

/// Notes at which numbers of replicates the verdicts of a study were looked at in the result that a whole one
/// replaces. What is to be said if these looks were not declared before the first of them, else "". What a
/// stopped run shows is no look: what it was to come to stood before.
std::string note_look(const std::filesystem::path& out, const std::optional<ExistingResult>& there,
                      const Plan& plan, std::uint64_t replicates, RunFacts& facts);

/// What the run noted of the times of estimates, null if nothing.
Json noted_times(const std::filesystem::path& out);

/// The folder of the study that made a result, as the run noted it; empty if it did not.
std::filesystem::path noted_study_folder(const std::filesystem::path& out);

}  // namespace plim::cli
