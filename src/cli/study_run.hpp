#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "options.hpp"
#include "plim/engine/executor.hpp"
#include "plim/study/earlier_blocks.hpp"
#include "plim/study/journal_facts.hpp"
#include "plim/study/run_folder.hpp"
#include "plim/study/run_journal.hpp"
#include "plim/study/team.hpp"
#include "run_facts.hpp"

namespace plim::cli {

class Interruption;

/// One run of a study as the options of the command ask for it: what is there is taken, what is missing is
/// run, journalled and reported.
class StudyRun {
 public:
  using Clock = std::chrono::steady_clock;
  /// `notes` are said before the work begins. All that is given is to outlive it.
  StudyRun(const Loaded& study, const Options& options, const Executor& executor, Clock::time_point start);

  /// The result; of a shard its journal, of a shared run by default in its folder.
  std::filesystem::path out() const;
  /// The result in the place of `out`, if it may be replaced by this run's, with a note that it is. Throws
  /// Error(cannot_create) if it, or what else is there, may not.
  std::optional<ExistingResult> replaced(const std::filesystem::path& out,
                                         const std::vector<std::filesystem::path>& inputs,
                                         std::vector<std::string>& notes) const;
  /// Runs all into a result, in the place of the one that is there.
  ExitCode whole(const std::filesystem::path& out, const std::optional<ExistingResult>& there,
                 const std::vector<std::string>& notes);
  /// Runs a shard into its journal.
  ExitCode part(const std::filesystem::path& out, const std::vector<std::string>& notes);
  /// Works on the run that a folder is shared for, until its result is there.
  ExitCode join(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs,
                std::vector<std::string> notes);
  /// Runs all as one rank of a team, of which rank 0 writes the result.
  ExitCode together(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs,
                    std::vector<std::string> notes, Team& team);
  /// Writes the samples that the study asks for, and no more.
  ExitCode samples(const std::filesystem::path& out) const;
  /// Says what would be done.
  void dry(const std::filesystem::path& out, const std::optional<ExistingResult>& there);

 private:
  /// What a run has come to, and what of it was there before.
  struct Outcome {
    Results results;
    std::uint64_t had = 0;  // blocks
    std::vector<std::string> sources, rounds;
    Json times = {};
  };
  ExitCode write(const Outcome& done, const std::filesystem::path& out,
                 const std::optional<ExistingResult>& there);
  bool quiet() const { return options_.given("quiet"); }
  bool at_length() const { return options_.given("full") || options_.given("json"); }
  void say(const std::string& note);
  void say_taken(const RunJournal& journal, const EarlierBlocks* earlier, std::uint64_t done,
                 std::uint64_t all, std::size_t partial);
  std::unique_ptr<EarlierBlocks> earlier_blocks(const std::filesystem::path& out,
                                                const std::optional<ExistingResult>& there) const;
  Json times(const Interruption& interruption) const;
  std::string how_far(const Interruption& interruption, const Results& results,
                      const std::filesystem::path& out, const std::string& journal) const;
  Facts facts() const { return journal_facts(study_, options_.words("set"), shard_); }
  RunFacts run_facts() const;
  /// How a run goes on from its journal, keeps its blocks there, and stops.
  ConductOptions journalled(RunJournal& journal, const Interruption& interruption) const;
  JournalWriter::Timing timing() const;
  ExitCode say_complete(const RunFolder& folder, const std::string& did = "") const;
  ExitCode work_in(RunFolder& folder, const std::filesystem::path& out);
  ExitCode complete(RunFolder& folder, const std::filesystem::path& out, RunJournal& journal,
                    const Stop& stop);
  ExitCode lead(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs,
                std::vector<std::string> notes, Team& team, const Interruption& interruption);
  std::uint64_t run_granted(const std::filesystem::path& path, const GrantedSupply::Ask& ask,
                            const Stop& stop, const std::function<void(std::uint64_t)>& progress);

  const Loaded& study_;
  const Options& options_;
  const Executor& executor_;
  Clock::time_point start_, engine_start_;
  std::optional<Clock::time_point> deadline_;
  std::optional<Shard> shard_;
  std::size_t lines_ = 0;  // of the screen that are taken
};

}  // namespace plim::cli
