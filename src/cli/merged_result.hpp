#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <vector>

#include "options.hpp"
#include "plim/engine/executor.hpp"
#include "plim/study/merge.hpp"

namespace plim::cli {

/// What becomes of blocks that are in none of the journals: they are refused, run, or left out with all
/// behind them.
enum class Missing { refused, run, left_out };

/// One result of the blocks of journals.
struct Merging {
  std::vector<std::filesystem::path> journals;
  std::filesystem::path out;
  Missing missing = Missing::refused;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  std::vector<std::string> notes = {};  // to be said with the result
  Rounds rounds = {};
  const std::vector<std::string>* decided = nullptr;  // what the rounds note
  int threads = 0;                                    // that ran the blocks, if it is to be told
  std::size_t workers = 0;                            // the same
  bool locked = false;                                // the result, by who asks for this
  std::function<void(const BlockRecord&)> keep = {};  // told of the blocks that are run
  Stop stop = {};                                     // then nothing is written, and the code is interrupted
};

/// The journals that a name on the command line stands for: itself, or those in the folder of a run.
std::vector<std::filesystem::path> journals_of(const std::filesystem::path& name);

/// Writes and shows the result of journals of that study as the options of a command say (those of
/// `report_options` and --force); it holds the lock of the result meanwhile.
ExitCode write_merged(const Merging& merging, JournalSet& journals, Loaded study, const Executor& executor,
                      const Options& options);

}  // namespace plim::cli
