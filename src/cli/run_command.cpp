#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>

#include <fmt/format.h>

#include "checks_table.hpp"
#include "dry_run.hpp"
#include "interruption.hpp"
#include "notes.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/grammar/resolve.hpp"
#include "plim/io/output.hpp"
#include "plim/io/results_file.hpp"
#include "plim/random/isa.hpp"
#include "plim/study/conduct.hpp"
#include "plim/study/load.hpp"
#include "progress.hpp"
#include "run_facts.hpp"
#include "summary_brief.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Refuses to replace more than the study would make, or another study's result; what is to be said of what
/// is replaced.
std::string check_loss(const fs::path& out, const ExistingResult& there, const Loaded& study) {
  const Plan& plan = study.plan;
  const std::uint64_t replicates = study.spec.replicates;
  const std::string held = "\"" + there.title + "\" with " + std::to_string(there.replicates) + " replicates";
  const bool other = there.title != plan.title;
  if (other || there.replicates > static_cast<std::int64_t>(replicates))
    throw Error(ExitCode::cannot_create,
                out.string() + ": holds " + held +
                    (other ? ", another study than \"" + plan.title + "\""
                           : ", more than the " + std::to_string(replicates) + " of this study") +
                    "; replace it by --force, or name another output by --out");
  return out.string() + " is replaced; it held " + held;
}

Options run_options() {
  Options options(
      "run STUDY.toml [--set KEY=VALUE] [--threads N] [--max-time TIME] [--out FILE.h5] [--force] [--strict] "
      "[--dry-run] [--full] [--json] [--quiet]",
      "STUDY.toml");
  options.add(
      {{"set", Takes::texts, "set a key of the study, as in --set replicates.fixed=100"},
       {"threads", Takes::integer, "threads; 0: as many as there are processors", "0"},
       {"max-time", Takes::text,
        "stop then, as 90, 90s, 10min or 1.5h, with what is done so far, as at a signal INT, TERM, HUP or "
        "USR1"},
       {"out", Takes::text, "result file (default: name of the study with .h5, here)"},
       {"force", Takes::nothing, "replace a result of another study, or one of more replicates"},
       {"strict", Takes::nothing, "exit code 3 unless every check is as expected"},
       {"dry-run", Takes::nothing, "plan, show what would be done and how long it would take, and stop"},
       {"full", Takes::nothing, "all tables, notes and reasons, not only what fits on a screen"},
       {"json", Takes::nothing, "the summary as JSON"},
       {"quiet", Takes::nothing, "no progress, no table"}});
  options.add_hidden({{"group", Takes::integer, "replicates that run in lanes together", "0"}});
  return options;
}

int checked_range(const Options& options, const char* name, int most) {
  const std::int64_t value = options.integer(name);
  if (value < 0 || value > most) {
    throw Error(ExitCode::usage, std::string("--") + name + " is " + std::to_string(value) +
                                     ", but must be from 0 to " + std::to_string(most));
  }
  return static_cast<int>(value);
}

/// Where what a stopped run has done is written: not over a result that has more.
fs::path place_of_partial(const fs::path& out, const std::optional<ExistingResult>& there,
                          const Results& results, bool force) {
  if (!there || force || there->replicates <= static_cast<std::int64_t>(results.replicates)) return out;
  return out.parent_path() / (out.stem().string() + ".partial" + out.extension().string());
}

std::string how_far(const Interruption& interruption, const Results& results, std::size_t scenarios,
                    const fs::path& out) {
  const std::string stopped = std::string("plim: stopped by ") + interruption.cause() + ": ";
  if (results.replicates == 0)
    return fmt::format("{}not every scenario has had its first block of {} replicates; nothing is written",
                       stopped, results.block);
  return fmt::format(
      "{}{} of {} replicates {}are done, and {} holds what they come to, as if no more had been asked for",
      stopped, results.replicates, results.asked, scenarios > 1 ? "of each scenario " : "", out.string());
}

/// What was done in which time, and where it lies.
std::pair<std::string, std::string> end_of_run(const Results& results, std::size_t scenarios,
                                               const RunFacts& facts, const fs::path& out) {
  return {fmt::format("{} replicates of {} scenario{} in {} on {} thread{} ({} in all)", results.replicates,
                      scenarios, scenarios == 1 ? "" : "s", duration(facts.engine_seconds), facts.threads,
                      facts.threads == 1 ? "" : "s", duration(facts.wall_seconds)),
          "written to " + printable(out.string())};
}

/// Runs, writes and prints; `lines` of the screen are taken already.
ExitCode carry_out(const Loaded& study, const Options& options, const Executor& executor, const fs::path& out,
                   const std::optional<ExistingResult>& there, Clock::time_point start, std::size_t lines) {
  const Plan& plan = study.plan;
  const bool quiet = options.given("quiet");
  std::optional<Clock::time_point> deadline;
  if (options.given("max-time")) {
    const std::chrono::duration<double> most(seconds_of(options.text("max-time"), "--max-time"));
    deadline = start + std::chrono::duration_cast<Clock::duration>(most);
  }
  const Interruption interruption(deadline);
  Progress progress(quiet, blocks_done);
  const Clock::time_point engine_start = Clock::now();
  ConductOptions how;
  how.progress = [&progress](std::uint64_t done, std::uint64_t all) { progress(done, all); };
  how.stop = [&interruption] { return interruption.stops(); };
  const Results results = conduct(plan, study.allocation, executor, how);
  progress.finish();
  RunFacts facts{study.raw.path, executor.threads(), seconds_since(engine_start), 0,
                 static_cast<double>(results.replicates) * static_cast<double>(plan.scenarios.size())};
  const fs::path target =
      results.is_partial() ? place_of_partial(out, there, results, options.given("force")) : out;
  const bool json = options.given("json"), full = options.given("full");
  if (results.is_partial())
    lines += print_message(how_far(interruption, results, plan.scenarios.size(), target), full || json);
  if (results.replicates == 0) return ExitCode::interrupted;
  if (target != out) check_output(place_of(target), {});

  Provenance provenance{study.raw.text, resolved_toml(study.spec), ""};
  for (const std::string& override : options.words("set")) provenance.overrides += override + "\n";
  write_results(place_of(target), results, provenance);
  facts.wall_seconds = seconds_since(start);
  write_run_facts(target, facts);

  const std::vector<SummaryRow> rows = summary_rows(results.groups);
  const auto [done, place] = end_of_run(results, plan.scenarios.size(), facts, target);
  if (json) {
    std::cout << summary_json(results, rows).on_lines() << "\n";
  } else if (!quiet && full) {
    std::cout << printable(results.title) << "\n";
    print_table(std::cout, rows);
    print_checks(std::cout, results.checks);
    std::cout << done << "; " << place << "\n";
  } else if (!quiet) {
    print_brief(std::cout, results, rows, {done, place}, screen_lines - lines);
  }
  if (results.is_partial()) return ExitCode::interrupted;
  const bool expected = std::all_of(results.checks.begin(), results.checks.end(),
                                    [](const CheckResult& c) { return c.as_expected(); });
  return options.given("strict") && !expected ? ExitCode::not_confirmed : ExitCode::done;
}

}  // namespace

ExitCode run_command(const Words& words, const Catalogue& catalogue) {
  const Clock::time_point start = Clock::now();
  Options options = run_options();
  if (!options.parse(words)) return ExitCode::done;
  const Executor executor(checked_range(options, "threads", 4096));
  const auto group = static_cast<std::size_t>(checked_range(options, "group", 64));
  if (options.given("max-time")) seconds_of(options.text("max-time"), "--max-time");
  active_isa();  // a wrong PLIM_ISA is reported before any work

  const Loaded study = load_study(options.operand(), options.words("set"), catalogue, {group});
  for (const Fault& fault : study.faults) std::cerr << render(fault) << "\n";
  if (!study.faults.empty()) return ExitCode::config;
  const fs::path out =
      options.given("out") ? fs::path(options.text("out")) : fs::path(options.operand()).stem().concat(".h5");
  std::vector<fs::path> inputs = {study.raw.path};
  for (const PopulationSpec& p : study.spec.populations) {
    if (!p.path.empty()) inputs.push_back(study.raw.path.parent_path() / p.path);
  }
  const std::optional<ExistingResult> there = check_output(place_of(out), inputs);
  check_run_facts(out, inputs);
  const bool quiet = options.given("quiet"), dry = options.given("dry-run");
  std::vector<std::string> notes = study.plan.notes;
  if (there && !options.given("force")) notes.insert(notes.begin(), check_loss(out, *there, study));
  if (dry) {
    print_dry_run(std::cout, study.plan, study.allocation, executor);
    return ExitCode::done;
  }
  const bool whole = options.given("full") || options.given("json");
  const std::size_t lines = quiet ? 0 : print_notes(notes, whole);
  return carry_out(study, options, executor, out, there, start, lines);
}

}  // namespace plim::cli
