#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "notes.hpp"
#include "plim/core/name.hpp"
#include "plim/engine/executor.hpp"
#include "plim/io/output.hpp"
#include "plim/io/run_lock.hpp"
#include "plim/study/journal_tally.hpp"
#include "plim/study/merge.hpp"
#include "run_report.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

Options journal_options(const std::string& usage, const std::string& operand) {
  Options options(usage + " [--study FOLDER] [--threads N] [--force] [--strict] [--full] [--json] [--quiet]",
                  operand);
  options.add({{"study", Takes::text, "folder of the study's data (default: where they were)", ""},
               threads_option(),
               {"force", Takes::nothing, "replace a result of another study, or one of more replicates"}});
  options.add(report_options());
  return options;
}

/// The replicates of the blocks that all scenarios have.
Allocation common_of(const fs::path& path, const Loaded& study) {
  Journal journal(path);
  const std::uint64_t blocks = JournalTally(journal).common();
  if (blocks == 0)
    throw Error(ExitCode::data, path.string() + ": not every scenario has had its first block of " +
                                    std::to_string(study.plan.block) + " replicates; nothing is written");
  return equal_allocation(study.plan, std::min(study.spec.replicates, blocks * study.plan.block));
}

/// The result of the blocks of journals, written and shown; all blocks must be there if `whole`.
ExitCode result_of(const std::vector<fs::path>& paths, const fs::path& out, bool whole,
                   const Options& options, const Catalogue& catalogue) {
  const Clock::time_point start = Clock::now();
  check_place(place_of(out), paths);
  const RunLock lock(place_of(out));
  JournalSet journals(paths);
  const Facts& facts = journals.facts();
  Loaded study = load_again(facts, options.text("study"), catalogue);
  check_program(facts, study, paths.front().string());
  const ThreadChoice choice = choose_threads(options.integer_up_to("threads", most_threads));
  const Executor executor(choice);

  const std::optional<ExistingResult> there = check_output(place_of(out), paths);
  check_run_facts(out, paths);
  const std::uint64_t asked = study.spec.replicates;
  if (!whole) study.allocation = common_of(paths.front(), study);
  BlockArchive archive(study.plan);
  ConductOptions how;
  how.sources = journals.sources(study.plan);
  if (study.plan.keep_blocks) how.every = [&archive](const BlockRecord& record) { archive.keep(record); };
  how.rule = [&](const Gather& gather) {
    if (const std::string missing = missing_text(study.plan, study.allocation, gather);
        whole && !missing.empty())
      throw Error(ExitCode::data, "blocks are missing, of " + missing + "; nothing is written");
    return std::vector<BlockRange>();
  };
  Results results = conduct(study.plan, study.allocation, executor, how);
  results.asked = asked;
  if (study.plan.keep_blocks)
    results.blocks = archive.frames((results.replicates + results.block - 1) / results.block);
  if (there && !options.given("force")) check_loss(out, *there, results.title, results.replicates);
  RunFacts run;
  run.study = fact(facts, "study");
  run.threads = executor.threads();
  run.threads_from = executor.threads_from();
  run.scenarios = study.plan.scenarios.size();
  run.engine_seconds = std::chrono::duration<double>(Clock::now() - start).count();
  for (const fs::path& path : paths) run.sources.push_back(path.string());
  std::string note;
  if (results.is_partial()) {
    note = fmt::format("{} of {} replicates are done; this is what they come to", results.replicates,
                       results.asked);
  } else {
    note = note_look(out, there, study.plan, results.replicates, run);
  }
  std::size_t lines = 0;
  for (const std::string& said : {choice.note, note}) {
    if (!said.empty() && !options.given("quiet"))
      lines += print_message("note: " + said, options.given("full") || options.given("json"));
  }
  return report(results, provenance_of(study, overrides_in(facts)), run, run.engine_seconds, out, options,
                lines);
}

}  // namespace

ExitCode merge_command(const Words& words, const Catalogue& catalogue) {
  Options options = journal_options("merge OUT.h5 JOURNAL...", "OUT.h5");
  options.take_more("JOURNAL");
  if (!options.parse(words)) return ExitCode::done;
  std::vector<fs::path> paths;
  for (const std::string& name : options.more()) paths.emplace_back(name);
  if (paths.empty()) throw Error(ExitCode::usage, "merge needs the journals of the parts, behind OUT.h5");
  return result_of(paths, options.operand(), true, options, catalogue);
}

ExitCode result_command(const Words& words, const Catalogue& catalogue) {
  Options options = journal_options("result JOURNAL [--out FILE.h5]", "JOURNAL");
  options.add({{"out", Takes::text, "result file (default: that of the run with .partial.h5)", ""}});
  if (!options.parse(words)) return ExitCode::done;
  const fs::path journal = options.operand();
  fs::path out = options.text("out");
  if (out.empty()) {
    out = journal;
    if (out.extension() == ".journal") out.replace_extension();
    out.replace_extension(".partial.h5");
  }
  return result_of({journal}, out, false, options, catalogue);
}

}  // namespace plim::cli
