#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plim/verdict/results.hpp"

namespace plim {

/// What a result file says of the study besides its results.
struct Provenance {
  std::string config_toml;      // as given
  std::string config_resolved;  // as understood
  std::string overrides;        // of the command line, one a line
};

/// The attribute of a group where n moves along one of its axes: that axis.
inline constexpr const char* n_along = "n_along";
/// The same where n moves along two: the other one, the first of the two axes of n.
inline constexpr const char* n_across = "n_across";

/// The nominal level of intervals: an attribute of the measures that are of intervals if it is one number,
/// else an array over the axes of the group.
inline constexpr const char* nominal_level = "nominal_level";

/// Writes the results of a run: one group for every sample, population and estimate, and /checks if there are
/// any. Equal results give equal bytes; nothing depends on the clock, the host or the threads.
void write_results(const std::filesystem::path& path, const Results& results, const Provenance& provenance);

/// SHA-256 of a thousand values of the functions of libm that results may depend on.
std::string libm_sentinel();

/// Refuses an output that is one of the inputs, a directory, or in none: Error(cannot_create).
void check_place(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs);

/// What a result file that stands under the output's name says of itself.
struct ExistingResult {
  std::string title, seed;
  std::int64_t replicates = 0;
  bool partial = false;  // of a run that was stopped
  bool judged = false;   // it has verdicts
};

/// Refuses an output that cannot or must not be written, before anything is computed: Error(cannot_create).
/// The result that it would replace, if there is one.
std::optional<ExistingResult> check_output(const std::filesystem::path& out,
                                           const std::vector<std::filesystem::path>& inputs);

}  // namespace plim
