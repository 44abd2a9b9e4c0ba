#include <iostream>
#include <optional>

#include "dry_run.hpp"
#include "plim/core/memory.hpp"
#include "plim/core/number.hpp"
#include "plim/io/output.hpp"
#include "plim/io/run_lock.hpp"
#include "plim/plan/plan_size.hpp"
#include "plim/random/isa.hpp"
#include "round_options.hpp"
#include "run_report.hpp"
#include "study_run.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

Options run_options() {
  Options options(
      "run STUDY.toml [--set KEY=VALUE] [--threads N] [--max-time TIME] [--out FILE.h5] [--shard I/N] "
      "[--join FOLDER] [--restart] [--samples] [--force] [--strict] [--dry-run] [--full] [--json] [--quiet]",
      "STUDY.toml");
  options.add(
      {{"set", Takes::texts, "set a key of the study, as in --set replicates.fixed=100"},
       threads_option(),
       {"max-time", Takes::text,
        "stop then, as 90, 90s, 10min or 1.5h, with what is done so far, as at a signal INT, TERM, HUP or "
        "USR1; the same command goes on from there"},
       {"out", Takes::text, "result file (default: name of the study with .h5, here)"},
       {"shard", Takes::text,
        "run one part of N, as 2/7, into a journal (default: name of the study with .shard-2-of-7.journal) "
        "for plim merge"},
       {"join", Takes::text,
        "work on the run together with all others that name this folder, from any machine that sees it; the "
        "last one writes the result (default: in the folder)"},
       {"heartbeat-timeout", Takes::text,
        "with --join, when a worker that gives no sign of life is taken for dead", "60s"},
       {"restart", Takes::nothing, "begin anew: discard what an interrupted run has done"},
       {"samples", Takes::nothing, "write the samples that output.samples asks for, and stop"},
       {"force", Takes::nothing, "replace a result of another study, or one of more replicates"},
       {"dry-run", Takes::nothing, "plan, show what would be done and how long it would take, and stop"}});
  options.add(report_options());
  options.add_hidden({{"group", Takes::integer, "replicates that run in lanes together", "0"},
                      {"journal-after", Takes::natural, "milliseconds", "1000"}});
  options.add_hidden(round_options());
  return options;
}

/// So many threads as were asked for, refused if there is no memory for them; or, if nobody asked, as many as
/// there is memory for.
Executor executor_for(const Plan& plan, int asked, std::vector<std::string>& notes) {
  ThreadChoice choice = choose_threads(asked);
  const int wanted = choice.number;
  if (!choice.note.empty()) notes.push_back(choice.note);
  const double usable = usable_share * static_cast<double>(memory_limit());
  const int most = threads_within(plan, wanted, usable);
  if (most == wanted) return Executor(choice);
  const std::string why = in_number(wanted, "thread") + " would take about " +
                          bytes_text(memory_bytes(plan, wanted)) + ", more than half of the memory here, " +
                          bytes_text(usable);
  if (choice.asked)
    throw Error(ExitCode::resources, why + "; ask for " + std::to_string(most) + " or fewer by --threads");
  notes.push_back(why + ": it runs on " + std::to_string(most));
  choice.number = most;
  choice.from = "memory";
  return Executor(choice);
}

}  // namespace

ExitCode run_command(const Words& words, const Catalogue& catalogue) {
  return run_command(words, catalogue, nullptr);
}

ExitCode run_command(const Words& words, const Catalogue& catalogue, Team* team) {
  const auto start = StudyRun::Clock::now();
  Options options = run_options();
  if (!options.parse(words)) return ExitCode::done;
  const int threads = options.integer_up_to("threads", most_threads);
  const auto group = static_cast<std::size_t>(options.integer_up_to("group", 64));
  active_isa();  // a wrong PLIM_ISA is reported before any work

  const Loaded study = load_study(options.operand(), options.words("set"), catalogue,
                                  {.group = group, .may_lack_tables = options.given("samples")});
  for (const Fault& fault : study.faults) std::cerr << render(fault) << "\n";
  if (!study.faults.empty()) return ExitCode::config;
  std::vector<std::string> notes = study.plan.notes;
  const Executor executor = executor_for(study.plan, threads, notes);
  StudyRun run(study, options, executor, start);
  const fs::path out = run.out();
  std::vector<fs::path> inputs = {study.raw.path};
  for (const PopulationSpec& p : study.spec.populations) {
    if (!p.path.empty()) inputs.push_back(study.raw.path.parent_path() / p.path);
  }
  for (const EstimateSpec& e : study.spec.estimates) {
    for (const UseSpec& use : e.with) {
      if (use.is_table()) inputs.push_back(study.raw.path.parent_path() / use.path);
    }
  }
  if (options.given("samples")) return run.samples(out);
  const bool dry = options.given("dry-run"), part = options.given("shard"), join = options.given("join");
  if (team != nullptr && (part || join))
    throw Error(ExitCode::usage, "the ranks divide the run; --shard and --join are other ways");
  if (join && (part || options.given("restart")))
    throw Error(ExitCode::usage,
                part ? "--join and --shard are two ways to divide a run; name one"
                     : "--restart discards what others are doing; take the folder away, or name "
                       "another by --join");
  if ((part || join || team != nullptr) &&
      (study.plan.samples != "none" || !study.spec.time.estimates.empty()))
    notes.push_back("a run that is divided takes no times and writes no samples; --samples writes them");
  if (join && !dry) return run.join(out, inputs, notes);
  if (join) {
    print_dry_run(std::cout, study.plan, study.allocation, executor);
    return ExitCode::done;
  }
  if (team != nullptr && !dry) return run.together(out, inputs, notes, *team);
  std::optional<RunLock> lock;
  check_place(place_of(out), inputs);
  if (!dry) lock.emplace(place_of(out));
  if (part && !dry) return run.part(out, notes);
  if (part) {
    run.dry(out, std::nullopt);
    return ExitCode::done;
  }
  const std::optional<ExistingResult> there = run.replaced(out, inputs, notes);
  if (dry) {
    run.dry(out, there);
    return ExitCode::done;
  }
  return run.whole(out, there, notes);
}

}  // namespace plim::cli
