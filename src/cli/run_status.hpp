#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/study/journal_tally.hpp"
#include "plim/study/merge.hpp"

namespace plim::cli {

/// How far a run is, and who is at work on it.
struct RunStatus {
  /// Of a journal, the result that it is to become, or the folder of a run. Throws Error(no_input) if there
  /// is no journal.
  explicit RunStatus(const std::filesystem::path& asked);

  JournalSet journals;
  JournalTally tally;
  bool shared = false;               // by the workers of a folder
  std::vector<std::string> writers;  // as "process 123 on host"
  double seconds_since_written = 0;
  std::optional<double> rate;  // blocks a second, of all of them
  std::optional<double> seconds_left() const;
};

}  // namespace plim::cli
