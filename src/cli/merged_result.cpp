#include "merged_result.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "notes.hpp"
#include "plim/io/output.hpp"
#include "plim/io/run_lock.hpp"
#include "plim/study/journal_tally.hpp"
#include "plim/study/run_folder.hpp"
#include "run_report.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// The replicates of the blocks that all scenarios have. The journals are read anew.
Allocation common_of(const std::vector<fs::path>& paths, const Loaded& study) {
  JournalSet journals(paths);
  const std::uint64_t blocks = JournalTally(journals.journals()).common();
  if (blocks == 0)
    throw Error(ExitCode::data, paths.front().string() + ": not every scenario has had its first block of " +
                                    std::to_string(study.plan.block) + " replicates; nothing is written");
  return equal_allocation(study.plan, std::min(study.spec.replicates, blocks * study.plan.block));
}

/// What is to be done about blocks that are in no journal.
void arrange(Missing missing, const Loaded& study, ConductOptions& how) {
  if (missing == Missing::left_out) how.rule = [](const Gather&) { return std::vector<BlockRange>(); };
  if (missing != Missing::refused) return;
  how.taken = [&study](const Gather& gather, std::size_t) {
    const std::string text = missing_text(study.plan, study.allocation, gather);
    if (!text.empty()) throw Error(ExitCode::data, "blocks are missing, of " + text + "; nothing is written");
  };
}

RunFacts facts_of(const Merging& merging, const Facts& facts, const Loaded& study, const Executor& executor) {
  RunFacts run;
  run.study = fact(facts, "study");
  run.threads = merging.threads > 0 ? merging.threads : executor.threads();
  run.threads_from = executor.threads_from();
  run.workers = merging.workers;
  run.scenarios = study.plan.scenarios.size();
  run.engine_seconds = std::chrono::duration<double>(Clock::now() - merging.start).count();
  for (const fs::path& path : merging.journals) run.sources.push_back(path.string());
  if (merging.decided != nullptr) run.rounds = *merging.decided;
  return run;
}

}  // namespace

std::vector<fs::path> journals_of(const fs::path& name) {
  std::error_code error;
  return fs::is_directory(name, error) ? RunFolder(name).journals() : std::vector<fs::path>{name};
}

ExitCode write_merged(const Merging& merging, JournalSet& journals, Loaded study, const Executor& executor,
                      const Options& options) {
  const fs::path& out = merging.out;
  check_place(place_of(out), merging.journals);
  std::optional<RunLock> lock;
  if (!merging.locked) lock.emplace(place_of(out));
  const std::optional<ExistingResult> there = check_output(place_of(out), merging.journals);
  check_run_facts(out, merging.journals);
  const std::uint64_t asked = study.spec.replicates;
  if (merging.missing == Missing::left_out) study.allocation = common_of(merging.journals, study);
  BlockArchive archive(study.plan);
  ConductOptions how;
  how.sources = journals.sources(study.plan);
  if (study.plan.keep_blocks) how.every = [&archive](const BlockRecord& record) { archive.keep(record); };
  for (NamedSource& source : how.sources) source.kept = true;
  how.keep = merging.keep;
  how.stop = merging.stop;
  how.rounds = merging.rounds;
  arrange(merging.missing, study, how);
  Results results = conduct(study.plan, study.allocation, executor, how);
  if (merging.missing == Missing::run && results.is_partial()) return ExitCode::interrupted;
  if (merging.missing == Missing::left_out) results.asked = asked;
  if (study.plan.keep_blocks)
    results.blocks = archive.frames((results.replicates + results.block - 1) / results.block);
  if (there && !options.given("force")) check_loss(out, *there, results.title, results.replicates);
  RunFacts run = facts_of(merging, journals.facts(), study, executor);
  const std::string note = results.is_partial()
                               ? fmt::format("{} of {} replicates are done; this is what they come to",
                                             results.replicates, results.asked)
                               : note_look(out, there, study.plan, results.replicates, run);
  std::size_t lines = 0;
  std::vector<std::string> notes = merging.notes;
  notes.push_back(note);
  for (const std::string& said : notes) {
    if (!said.empty() && !options.given("quiet"))
      lines += print_message("note: " + said, options.given("full") || options.given("json"));
  }
  return report(results, provenance_of(study, overrides_in(journals.facts())), run, run.engine_seconds, out,
                options, lines);
}

}  // namespace plim::cli
