#include "study_run.hpp"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "cost_table.hpp"
#include "dry_run.hpp"
#include "interruption.hpp"
#include "journalled.hpp"
#include "notes.hpp"
#include "plim/core/name.hpp"
#include "plim/io/output.hpp"
#include "plim/study/journal_tally.hpp"
#include "plim/study/samples_file.hpp"
#include "progress.hpp"
#include "round_options.hpp"
#include "run_report.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

double seconds_from(StudyRun::Clock::time_point start) {
  return std::chrono::duration<double>(StudyRun::Clock::now() - start).count();
}

/// Where what a stopped run has done is written: not over a result that has more.
fs::path place_of_partial(const fs::path& out, const std::optional<ExistingResult>& there,
                          const Results& results, bool force) {
  if (!there || force || there->replicates <= static_cast<std::int64_t>(results.replicates)) return out;
  return out.parent_path() / (out.stem().string() + ".partial" + out.extension().string());
}

}  // namespace

StudyRun::StudyRun(const Loaded& study, const Options& options, const Executor& executor,
                   Clock::time_point start)
    : study_(study), options_(options), executor_(executor), start_(start), engine_start_(start) {
  if (options.given("max-time")) {
    const std::chrono::duration<double> most(seconds_of(options.text("max-time"), "--max-time"));
    deadline_ = start + std::chrono::duration_cast<Clock::duration>(most);
  }
  if (options.given("shard")) shard_ = shard_of(options.text("shard"));
}

fs::path StudyRun::out() const {
  if (options_.given("out")) return options_.text("out");
  fs::path name = fs::path(options_.operand()).stem();
  if (options_.given("join")) return options_.text("join") / name.concat(".h5");
  if (!shard_) return name.concat(".h5");
  return name.concat(fmt::format(".shard-{}-of-{}.journal", shard_->index, shard_->count));
}

std::optional<ExistingResult> StudyRun::replaced(const fs::path& out, const std::vector<fs::path>& inputs,
                                                 std::vector<std::string>& notes) const {
  const std::optional<ExistingResult> there = check_output(place_of(out), inputs);
  check_run_facts(out, inputs);
  if (there && !options_.given("force"))
    notes.insert(notes.begin(), check_loss(out, *there, study_.plan.title, study_.spec.replicates));
  return there;
}

JournalWriter::Timing StudyRun::timing() const {
  JournalWriter::Timing timing;
  timing.begin_after = std::chrono::milliseconds(options_.natural("journal-after"));
  return timing;
}

ConductOptions StudyRun::journalled(RunJournal& journal, const Interruption& interruption) const {
  ConductOptions how;
  if (journal.source() != nullptr) how.sources.push_back({journal.source(), journal.path().string(), true});
  how.keep = [&journal](const BlockRecord& record) { journal.keep(record); };
  how.stop = [&journal, &interruption] { return interruption.stops() || journal.failed(); };
  return how;
}

void StudyRun::say(const std::string& note) {
  if (!quiet()) lines_ += print_message("note: " + note, at_length());
}

RunFacts StudyRun::run_facts() const {
  RunFacts facts;
  facts.study = study_.raw.path;
  facts.threads = executor_.threads();
  facts.threads_from = executor_.threads_from();
  facts.engine_seconds = seconds_from(engine_start_);
  facts.scenarios = study_.plan.scenarios.size();
  return facts;
}

std::unique_ptr<EarlierBlocks> StudyRun::earlier_blocks(const fs::path& out,
                                                        const std::optional<ExistingResult>& there) const {
  if (!there || options_.given("restart")) return std::make_unique<EarlierBlocks>();
  return std::make_unique<EarlierBlocks>(study_.plan, place_of(out), facts());
}

/// What there was before this run.
void StudyRun::say_taken(const RunJournal& journal, const EarlierBlocks* earlier, std::uint64_t done,
                         std::uint64_t all, std::size_t partial) {
  if (journal.torn() > 0)
    say(fmt::format("{}: the last {} bytes are no whole record and are dropped", journal.path().string(),
                    journal.torn()));
  if (journal.source() != nullptr)
    say(fmt::format("goes on where the run of {} was interrupted: {} of {} blocks are done",
                    journal.path().string(), done, all));
  if (earlier != nullptr && earlier->source() != nullptr) say(earlier->text(done, all, partial));
}

std::string StudyRun::how_far(const Interruption& interruption, const Results& results, const fs::path& out,
                              const std::string& journal) const {
  const std::string stopped = std::string("plim: stopped by ") + interruption.cause() + ": ";
  const std::string again = journal.empty() ? "" : "; the same command goes on from " + journal;
  if (results.replicates == 0)
    return fmt::format(
        "{}not every scenario has had its first block of {} replicates; no result is written{}", stopped,
        results.block, again);
  return fmt::format(
      "{}{} of {} replicates {}are done, and {} holds what they come to, as if no more had been asked for{}",
      stopped, results.replicates, results.asked, study_.plan.scenarios.size() > 1 ? "of each scenario " : "",
      out.string(), again);
}

Json StudyRun::times(const Interruption& interruption) const {
  const TimeSpec& what = study_.spec.time;
  if (what.estimates.empty()) return {};
  return times_json(study_.plan, what,
                    time_estimates(study_.plan, what, [&interruption] { return interruption.stops(); }));
}

ExitCode StudyRun::samples(const fs::path& out) const {
  if (study_.plan.samples == "none")
    throw Error(ExitCode::usage,
                "--samples writes what output.samples asks for, and the study has none; "
                "--set output.samples=counts");
  const fs::path path = samples_path(place_of(out));
  check_samples(study_.plan, study_.spec.replicates, path);
  write_samples(study_.plan, study_.spec.replicates, path);
  if (!quiet()) std::cout << "samples written to " << printable(path.string()) << "\n";
  return ExitCode::done;
}

ExitCode StudyRun::whole(const fs::path& out, const std::optional<ExistingResult>& there,
                         const std::vector<std::string>& notes) {
  const Plan& plan = study_.plan;
  const fs::path samples = samples_path(place_of(out));
  if (plan.samples != "none") check_samples(plan, study_.spec.replicates, samples);
  RunJournal journal(plan, journal_path(place_of(out)), facts(), options_.given("restart"),
                     executor_.threads(), timing());
  const std::unique_ptr<EarlierBlocks> earlier = earlier_blocks(out, there);
  if (!quiet()) lines_ = print_notes(notes, at_length());
  if (!earlier->refused().empty()) say(earlier->refused());

  const Interruption interruption(deadline_);
  Progress progress(quiet(), blocks_done);
  BlockArchive archive(plan);
  engine_start_ = Clock::now();
  std::uint64_t had = 0;
  ConductOptions how = journalled(journal, interruption);
  if (earlier->source() != nullptr) how.sources.push_back({earlier->source(), out.string()});
  how.taken = [&](const Gather& gather, std::size_t partial) {
    had = gather.done();
    say_taken(journal, earlier.get(), had, gather.all(), partial);
    progress.begin(had);
    journal.begin();
  };
  if (plan.keep_blocks) how.every = [&archive](const BlockRecord& record) { archive.keep(record); };
  how.progress = [&progress](std::uint64_t done, std::uint64_t all) { progress(done, all); };
  Outcome done;
  how.rounds = rounds_of(options_, done.rounds);
  done.results = conduct(plan, study_.allocation, executor_, how);
  progress.finish();
  done.had = had;
  for (const NamedSource& source : how.sources) done.sources.push_back(source.name);
  if (plan.keep_blocks)
    done.results.blocks = archive.frames((done.results.replicates + plan.block - 1) / plan.block);
  // A whole result needs no journal; what an interrupted run has done must be in one.
  if (!done.results.is_partial()) {
    done.times = times(interruption);
    if (plan.samples != "none") write_samples(plan, study_.spec.replicates, samples);
    const ExitCode code = write(done, out, there);
    journal.remove();
    return code;
  }
  const bool kept = journal.finish();
  const fs::path target = place_of_partial(out, there, done.results, options_.given("force"));
  lines_ += print_message(how_far(interruption, done.results, target, kept ? journal.path().string() : ""),
                          at_length());
  if (done.results.replicates == 0) return ExitCode::interrupted;
  if (target != out) check_output(place_of(target), {});
  write(done, target, there);
  return ExitCode::interrupted;
}

/// Writes and shows what a run has come to.
ExitCode StudyRun::write(const Outcome& done, const fs::path& out,
                         const std::optional<ExistingResult>& there) {
  const Plan& plan = study_.plan;
  const Results& results = done.results;
  RunFacts facts = run_facts();
  facts.replicates = std::max(0.0, static_cast<double>(results.replicates * plan.scenarios.size()) -
                                       static_cast<double>(done.had * plan.block));
  facts.sources = done.sources;
  facts.rounds = done.rounds;
  facts.times = done.times;
  if (!results.is_partial()) {
    const std::string warning = note_look(out, there, plan, results.replicates, facts);
    if (!warning.empty()) say(warning);
  }
  return report(results, provenance_of(study_, options_.words("set")), facts, seconds_from(start_), out,
                options_, lines_);
}

ExitCode StudyRun::part(const fs::path& out, const std::vector<std::string>& notes) {
  const Plan& plan = study_.plan;
  RunJournal journal(plan, place_of(out), facts(), options_.given("restart"), executor_.threads(), timing());
  if (!quiet()) lines_ = print_notes(notes, at_length());
  std::optional<JournalTally> before;
  if (journal.source() != nullptr) {
    Journal there(journal.path());
    before.emplace(std::span(&there, 1));
    journal.skip();
  }
  std::vector<BlockRange> missing;
  std::uint64_t all = 0, done = before ? before->done() : 0;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
    const BlockRange mine = part_of(*shard_, s, blocks_of(plan, study_.allocation, s));
    all += mine.last - mine.first;
    for (const BlockRange& range : before ? before->missing(mine) : std::vector{mine})
      missing.push_back(range);
  }
  say_taken(journal, nullptr, done, all, 0);
  const Interruption interruption(deadline_);
  Progress progress(quiet(), blocks_done);
  progress.begin(done);
  Journalled sink(journal, [&](std::uint64_t blocks) { progress(done + blocks, all); });
  journal.begin();
  run(plan, study_.allocation, missing, executor_, sink,
      [&] { return interruption.stops() || journal.failed(); });
  progress.finish();
  journal.finish(true);
  done += sink.blocks();
  const bool stopped = done < all;
  const std::string line =
      fmt::format("part {} of {}: {} of {} blocks are in {}; {}", shard_->index, shard_->count, done, all,
                  out.string(), stopped ? "the same command goes on" : "plim merge puts the parts together");
  if (stopped) {
    print_message("plim: stopped by " + interruption.cause() + ": " + line, at_length());
  } else if (!quiet()) {
    std::cout << printable(line) << "\n";
  }
  return stopped ? ExitCode::interrupted : ExitCode::done;
}

void StudyRun::dry(const fs::path& out, const std::optional<ExistingResult>& there) {
  const Plan& plan = study_.plan;
  print_dry_run(std::cout, plan, study_.allocation, executor_);
  const RunJournal journal(plan, shard_ ? place_of(out) : journal_path(place_of(out)), facts(), false,
                           executor_.threads());
  const std::unique_ptr<EarlierBlocks> earlier = earlier_blocks(out, there);
  ConductOptions how;
  if (journal.source() != nullptr) how.sources.push_back({journal.source(), journal.path().string()});
  if (earlier->source() != nullptr) how.sources.push_back({earlier->source(), out.string()});
  how.rule = [](const Gather&) { return std::vector<BlockRange>(); };
  how.taken = [&](const Gather& gather, std::size_t partial) {
    if (!earlier->refused().empty()) say(earlier->refused());
    say_taken(journal, earlier.get(), gather.done(), gather.all(), partial);
  };
  Gather gather(plan, study_.allocation);
  gather_blocks(plan, study_.allocation, executor_, how, gather);
}

}  // namespace plim::cli
