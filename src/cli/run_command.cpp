#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>

#include "checks_table.hpp"
#include "dry_run.hpp"
#include "load.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/engine/run.hpp"
#include "plim/io/output.hpp"
#include "plim/io/results_file.hpp"
#include "plim/random/isa.hpp"
#include "plim/study/resolve.hpp"
#include "plim/theory/predictor.hpp"
#include "progress.hpp"
#include "run_facts.hpp"
#include "summary.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The predictions of every scenario, a job each.
PredictionTable predict(const Plan& plan, const Executor& executor) {
  PredictionTable table(plan.scenarios.size());
  executor.run(plan.scenarios.size(), [&](std::uint64_t index, int) {
    const ScenarioPlan& s = plan.scenarios[index];
    Predictor predictor(*s.population);
    for (const std::int64_t n : s.sizes) {
      for (const SeriesPlan& series : s.series) {
        const AnyEstimator& estimator = s.estimators[series.use];
        table[index].push_back(
            predictor(estimator, s.knowns[series.use], estimator.outputs[series.element], n));
      }
    }
  });
  return table;
}

/// Refuses to replace more than the study would make, or another study's result; says what is replaced.
void check_loss(const fs::path& out, const ExistingResult& there, const Plan& plan, bool quiet) {
  const std::string held = "\"" + there.title + "\" with " + std::to_string(there.replicates) + " replicates";
  const bool other = there.title != plan.title;
  if (other || there.replicates > static_cast<std::int64_t>(plan.replicates))
    throw Error(ExitCode::cannot_create,
                out.string() + ": holds " + held +
                    (other ? ", another study than \"" + plan.title + "\""
                           : ", more than the " + std::to_string(plan.replicates) + " of this study") +
                    "; replace it by --force, or name another output by --out");
  if (!quiet) std::cerr << "note: " << printable(out.string() + " is replaced; it held " + held) << "\n";
}

Options run_options() {
  Options options(
      "run STUDY.toml [--set KEY=VALUE] [--threads N] [--out FILE.h5] [--force] [--strict] [--dry-run] "
      "[--json] [--quiet]",
      "STUDY.toml");
  options.add(
      {{"set", Takes::texts, "set a key of the study, as in --set replicates.fixed=100"},
       {"threads", Takes::integer, "threads; 0: as many as there are processors", "0"},
       {"out", Takes::text, "result file (default: name of the study with .h5, here)"},
       {"force", Takes::nothing, "replace a result of another study, or one of more replicates"},
       {"strict", Takes::nothing, "exit code 3 unless every check is as expected"},
       {"dry-run", Takes::nothing, "plan, show what would be done and how long it would take, and stop"},
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

}  // namespace

ExitCode run_command(const Words& words, const Catalogue& catalogue) {
  const Clock::time_point start = Clock::now();
  Options options = run_options();
  if (!options.parse(words)) return ExitCode::done;
  const Executor executor(checked_range(options, "threads", 4096));
  const auto group = static_cast<std::size_t>(checked_range(options, "group", 64));
  const Words overrides = options.words("set");
  active_isa();  // a wrong PLIM_ISA is reported before any work

  const Loaded loaded = load_study(options.operand(), overrides, catalogue, {group});
  for (const Fault& fault : loaded.faults) std::cerr << render(fault) << "\n";
  if (!loaded.faults.empty()) return ExitCode::config;
  const Plan& plan = loaded.plan;
  const fs::path out =
      options.given("out") ? fs::path(options.text("out")) : fs::path(options.operand()).stem().concat(".h5");
  std::vector<fs::path> inputs = {loaded.raw.path};
  for (const PopulationSpec& p : loaded.spec.populations) {
    if (!p.path.empty()) inputs.push_back(loaded.raw.path.parent_path() / p.path);
  }
  const fs::path place = place_of(out);
  const std::optional<ExistingResult> there = check_output(place, inputs);
  check_run_facts(out, inputs);
  const bool quiet = options.given("quiet");
  if (there && !options.given("force")) check_loss(out, *there, plan, quiet || options.given("dry-run"));
  if (options.given("dry-run")) {
    print_dry_run(std::cout, plan, executor);
    return ExitCode::done;
  }
  if (!quiet) {
    for (const std::string& note : plan.notes) std::cerr << "note: " << note << "\n";
  }

  const PredictionTable predictions = predict(plan, executor);
  Progress progress(plan.blocks() * plan.scenarios.size(), quiet);
  Gather gather(plan, [&progress](std::uint64_t done) { progress(done); });
  const Clock::time_point engine_start = Clock::now();
  run(plan, executor, gather);
  const double engine = seconds_since(engine_start);
  progress.finish();

  const std::vector<GroupResults> results = assemble(plan, gather, predictions);
  Provenance provenance{loaded.raw.text, resolved_toml(loaded.spec), ""};
  for (const std::string& override : overrides) provenance.overrides += override + "\n";
  const std::vector<CheckResult> checks = judge_checks(plan, gather, predictions);
  write_results(place, plan, results, checks, provenance);
  write_run_facts(out, {loaded.raw.path, executor.threads(), engine, seconds_since(start)}, plan);

  const std::vector<SummaryRow> rows = summary_rows(results);
  if (options.given("json")) {
    std::cout << summary_json(plan.title, rows, checks).on_lines() << "\n";
  } else if (!quiet) {
    std::cout << printable(plan.title) << "\n";
    print_table(std::cout, rows);
    print_checks(std::cout, checks);
    std::cout << plan.replicates << " replicates of " << plan.scenarios.size() << " scenario"
              << (plan.scenarios.size() == 1 ? "" : "s") << " in " << duration(engine) << " on "
              << executor.threads() << " thread" << (executor.threads() == 1 ? "" : "s") << " ("
              << duration(seconds_since(start)) << " in all); written to " << out.string() << "\n";
  }
  const bool expected =
      std::all_of(checks.begin(), checks.end(), [](const CheckResult& c) { return c.as_expected(); });
  return options.given("strict") && !expected ? ExitCode::not_confirmed : ExitCode::done;
}

}  // namespace plim::cli
