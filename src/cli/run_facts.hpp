#pragma once
#include <filesystem>
#include <vector>

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
  double engine_seconds = 0, wall_seconds = 0;
  double replicates = 0;  // of all scenarios together
};
void write_run_facts(const std::filesystem::path& out, const RunFacts& facts);

/// The folder of the study that made a result, as the run noted it; empty if it did not.
std::filesystem::path noted_study_folder(const std::filesystem::path& out);

}  // namespace plim::cli
