#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "interruption.hpp"
#include "journalled.hpp"
#include "merged_result.hpp"
#include "notes.hpp"
#include "plim/core/name.hpp"
#include "plim/io/output.hpp"
#include "plim/io/run_lock.hpp"
#include "plim/study/journal_tally.hpp"
#include "plim/study/team.hpp"
#include "progress.hpp"
#include "round_options.hpp"
#include "study_run.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

/// In which each rank has a journal.
RunFolder folder_of_ranks(const fs::path& out, const Facts& facts) {
  return RunFolder(
      place_of(out).concat(".ranks"), facts, [] { return 1; },
      "run that one on, discard it by --restart, or name another output by --out");
}

std::string blocks_begun(std::uint64_t begun, std::uint64_t all) {
  return fmt::format("{} of {} blocks begun", begun, all);
}

/// For each rank the number of a journal that is not there.
std::vector<std::uint64_t> free_numbers(const RunFolder& folder, int ranks) {
  std::vector<std::uint64_t> numbers;
  std::error_code error;
  for (std::uint64_t number = 1; numbers.size() < static_cast<std::size_t>(ranks); ++number) {
    if (!fs::exists(folder.journal_of(number), error)) numbers.push_back(number);
  }
  return numbers;
}

/// While it stands, the other ranks get answers.
class Served {
 public:
  Served(Team& team, Team::Give give) : team_(team) { team_.serve(std::move(give)); }
  ~Served() { team_.serve(nullptr); }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

 private:
  Team& team_;
};

/// The code of the first rank that failed, after its message.
ExitCode failure_of(const std::vector<Farewell>& farewells) {
  for (std::size_t i = 0; i < farewells.size(); ++i) {
    if (farewells[i].code == 0) continue;
    if (!farewells[i].message.empty()) std::cerr << "rank " << i + 1 << ": " << farewells[i].message;
    return static_cast<ExitCode>(farewells[i].code);
  }
  return ExitCode::done;
}

std::string cause_of(const Interruption& interruption, const std::vector<Farewell>& farewells) {
  if (!interruption.stops()) {
    for (const Farewell& f : farewells) {
      if (!f.stopped_by.empty()) return f.stopped_by;
    }
  }
  return interruption.cause();
}

}  // namespace

ExitCode StudyRun::together(const fs::path& out, const std::vector<fs::path>& inputs,
                            std::vector<std::string> notes, Team& team) {
  const Interruption interruption(deadline_);
  if (team.rank() == 0) return lead(out, inputs, std::move(notes), team, interruption);
  Farewell farewell;
  const Grant go = team.ask(0);
  if (go.journal > 0) {
    const RunFolder folder = folder_of_ranks(out, facts());
    farewell.blocks = run_granted(
        folder.journal_of(go.journal), [&team](std::uint64_t most) { return team.ask(most).blocks; },
        [&interruption] { return interruption.stops(); }, [](std::uint64_t) {});
    if (interruption.stops()) farewell.stopped_by = interruption.cause();
  }
  team.leave(farewell);
  return ExitCode::done;
}

/// Runs what it gets into a journal; how many blocks that is.
std::uint64_t StudyRun::run_granted(const fs::path& path, const GrantedSupply::Ask& ask, const Stop& stop,
                                    const std::function<void(std::uint64_t)>& progress) {
  RunJournal journal(study_.plan, path, facts(), false, executor_.threads(), timing());
  Journalled sink(journal, progress);
  const Stop stops = [&] { return stop() || journal.failed(); };
  GrantedSupply supply(ask, executor_.threads(), stops);
  engine_start_ = Clock::now();
  journal.begin();
  run(study_.plan, study_.allocation, supply, executor_, sink, stops);
  journal.finish(sink.blocks() > 0);
  return sink.blocks();
}

ExitCode StudyRun::lead(const fs::path& out, const std::vector<fs::path>& inputs,
                        std::vector<std::string> notes, Team& team, const Interruption& interruption) {
  check_place(place_of(out), inputs);
  const RunLock lock(place_of(out));
  replaced(out, inputs, notes);
  if (options_.given("restart")) RunFolder::remove(place_of(out).concat(".ranks"));
  const RunFolder folder = folder_of_ranks(out, facts());
  if (!quiet()) lines_ = print_notes(notes, at_length());
  JournalSet before(folder.journals());
  const JournalTally tally(before.journals());
  if (tally.done() > 0)
    say(fmt::format("goes on where the run of {} was interrupted: {} of {} blocks are done",
                    folder.path().string(), tally.done(), tally.all()));

  Handout handout(missing_blocks(study_.plan, study_.allocation, tally), team.size());
  const std::vector<std::uint64_t> numbers = free_numbers(folder, team.size());
  const Stop stop = [&] { return interruption.stops() || team.ends_early(); };
  const GrantedSupply::Ask take = [&](std::uint64_t most) {
    return stop() ? std::vector<BlockRange>() : handout.take(most);
  };
  const Served served(team, [&](int rank, std::uint64_t most) {
    return Grant{numbers[static_cast<std::size_t>(rank)], take(most)};
  });
  Progress progress(quiet(), blocks_begun);
  progress.begin(tally.done());
  std::uint64_t done =
      tally.done() + run_granted(folder.journal_of(numbers[0]), take, stop,
                                 [&](std::uint64_t) { progress(tally.all() - handout.left(), tally.all()); });
  progress.finish();
  const std::vector<Farewell> others = team.farewells();
  if (const ExitCode failed = failure_of(others); failed != ExitCode::done) return failed;
  for (const Farewell& other : others) done += other.blocks;
  if (done < tally.all()) {
    print_message(fmt::format("plim: stopped by {}: {} of {} blocks are in {}; the same command goes on",
                              cause_of(interruption, others), done, tally.all(), folder.path().string()),
                  at_length());
    return ExitCode::interrupted;
  }
  std::vector<std::string> decided;
  Merging merging{folder.journals(), out, Missing::run, start_};
  merging.rounds = rounds_of(options_, decided);
  merging.decided = &decided;
  merging.threads = executor_.threads() * team.size();
  merging.locked = true;
  JournalSet journals(merging.journals);
  const ExitCode code = write_merged(merging, journals, study_, executor_, options_);
  RunFolder::remove(folder.path());
  return code;
}

}  // namespace plim::cli
