#include <iostream>

#include <fmt/format.h>

#include "interruption.hpp"
#include "journalled.hpp"
#include "merged_result.hpp"
#include "notes.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/io/claim_folder.hpp"
#include "plim/io/output.hpp"
#include "plim/study/cost.hpp"
#include "plim/study/run_folder.hpp"
#include "progress.hpp"
#include "round_options.hpp"
#include "shared_worker.hpp"
#include "study_run.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

// A unit is worth its claim many times over, and a claim is a link, of which one file may have 65 000.
constexpr double seconds_of_unit = 0.25;
constexpr double most_units = 60'000;
constexpr std::chrono::milliseconds shortest_beat(50), longest_beat(60'000);

std::uint64_t units_for(const Loaded& study) {
  const double units = pilot_cost(study.plan, study.allocation, Executor(1)).seconds / seconds_of_unit;
  return static_cast<std::uint64_t>(std::clamp(units, 1.0, most_units));
}

std::string blocks_here(std::uint64_t done, std::uint64_t) {
  return fmt::format("{} block{} by this worker", done, done == 1 ? "" : "s");
}

}  // namespace

ExitCode StudyRun::join(const fs::path& out, const std::vector<fs::path>& inputs,
                        std::vector<std::string> notes) {
  Facts facts = this->facts();
  if (options_.given("out")) facts.emplace_back(out_fact, fs::absolute(out).string());
  if (options_.given("rounds"))
    facts.emplace_back(rounds_fact, options_.text("rounds") + (options_.given("coin") ? " --coin" : ""));
  RunFolder folder(options_.text("join"), facts, [this] { return units_for(study_); });
  if (folder.result()) return say_complete(folder);
  try {
    check_place(place_of(out), inputs);
    replaced(out, inputs, notes);
    if (!quiet()) lines_ = print_notes(notes, at_length());
    return work_in(folder, out);
  } catch (const Error& error) {
    // Whoever completes the run takes away what others may be about to use.
    if (error.code() == ExitCode::data || !folder.result()) throw;
  }
  return say_complete(folder);
}

ExitCode StudyRun::work_in(RunFolder& folder, const fs::path& out) {
  const double patience = seconds_of(options_.text("heartbeat-timeout"), "--heartbeat-timeout");
  const auto beat = std::chrono::milliseconds(static_cast<std::int64_t>(1000 * patience / 8));
  ClaimFolder claims(folder.path(), folder.last_journal(), std::clamp(beat, shortest_beat, longest_beat));
  if (folder.result()) return say_complete(folder);  // completed meanwhile
  RunJournal journal(study_.plan, folder.journal_of(claims.worker()), this->facts(), false,
                     executor_.threads(), timing());
  const Interruption interruption(deadline_);
  const Stop stop = [&] { return interruption.stops() || journal.failed(); };
  Progress progress(quiet(), blocks_here);
  Journalled sink(journal, [&progress](std::uint64_t blocks) { progress(blocks, 0); });
  std::vector<std::string> decided;
  const Rounds rounds = rounds_of(options_, decided);
  SharedWorker worker(study_, executor_, folder, claims, journal, sink, {&rounds, patience, stop});
  engine_start_ = Clock::now();
  journal.begin();
  std::optional<ExitCode> merged;
  const auto did = [&] {
    return fmt::format("worker {} ran {}", claims.worker(), in_number(sink.blocks(), "block"));
  };
  worker.work([&] {
    progress.finish();
    say(did() + " and puts all together");
    merged = complete(folder, out, journal, stop);
  });
  progress.finish();
  if (!folder.result()) journal.finish(true);
  if (folder.result()) {
    journal.remove();
    if (!merged || *merged == ExitCode::interrupted) return say_complete(folder, did());
    folder.clear();
    return *merged;
  }
  print_message("plim: stopped by " + interruption.cause() + ": " + did() + "; the same command goes on",
                at_length());
  return ExitCode::interrupted;
}

/// Takes away what workers have left there, some of whom may have been killed at that. `did`: what this one
/// did for it.
ExitCode StudyRun::say_complete(const RunFolder& folder, const std::string& did) const {
  const fs::path result = folder.result().value();
  std::error_code error;
  if (!fs::is_regular_file(result, error))
    throw Error(ExitCode::no_input, folder.path().string() + ": is complete, but its result " +
                                        result.string() + " is gone; take the folder away to run it again");
  folder.clear();
  if (quiet()) return ExitCode::done;
  const std::string said = did.empty() ? folder.path().string() + " is complete: " : did + "; ";
  std::cout << printable(said + "the result is in " + result.string()) << "\n";
  return ExitCode::done;
}

/// What all workers have done, as one result; what is lost of it is run here.
ExitCode StudyRun::complete(RunFolder& folder, const fs::path& out, RunJournal& journal, const Stop& stop) {
  journal.sync();
  std::vector<std::string> decided;
  Merging merging{folder.journals(), out, Missing::run, start_};
  merging.rounds = rounds_of(options_, decided);
  merging.decided = &decided;
  merging.workers = merging.journals.size() - 1;  // the first is what the run is of
  // In the folder two may write it, the same bytes, if one of them was taken for dead.
  merging.locked = !options_.given("out");
  merging.keep = [&journal](const BlockRecord& record) { journal.keep(record); };
  merging.stop = stop;
  JournalSet journals(merging.journals);
  const ExitCode code = write_merged(merging, journals, study_, executor_, options_);
  if (code != ExitCode::interrupted)
    folder.complete(options_.given("out") ? fs::absolute(out) : out.filename());
  return code;
}

}  // namespace plim::cli
