#include "run_report.hpp"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "checks_table.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/core/processors.hpp"
#include "plim/io/output.hpp"
#include "plim/io/results_file.hpp"
#include "progress.hpp"
#include "summary_brief.hpp"

namespace plim::cli {
namespace {

/// Where the number of threads comes from, where that is not plain to see.
std::string said_of_threads(const RunFacts& facts) {
  const bool plain =
      facts.workers > 0 || facts.threads_from == "--threads" || facts.threads_from == Processors().from;
  return plain ? "" : facts.threads_from + "; ";
}

}  // namespace

Option threads_option() {
  return {"threads", Takes::integer,
          "threads; 0: what SLURM_CPUS_PER_TASK or OMP_NUM_THREADS says, or as many as there are processors",
          "0"};
}

std::vector<Option> report_options() {
  return {{"strict", Takes::nothing, "exit code 3 unless every check is as expected"},
          {"full", Takes::nothing, "all tables, notes and reasons, not only what fits on a screen"},
          {"json", Takes::nothing, "the summary as JSON"},
          {"quiet", Takes::nothing, "no progress, no table"}};
}

std::string check_loss(const std::filesystem::path& out, const ExistingResult& there,
                       const std::string& title, std::uint64_t replicates) {
  const std::string held = "\"" + there.title + "\" with " + in_number(there.replicates, "replicate");
  const bool other = there.title != title;
  if (other || there.replicates > static_cast<std::int64_t>(replicates))
    throw Error(ExitCode::cannot_create,
                out.string() + ": holds " + held +
                    (other ? ", another study than \"" + title + "\""
                           : ", more than the " + std::to_string(replicates) + " of this study") +
                    "; replace it by --force, or name another output by --out");
  return out.string() + " is replaced; it held " + held;
}

ExitCode report(const Results& results, const Provenance& provenance, RunFacts facts, double wall_seconds,
                const std::filesystem::path& out, const Options& options, std::size_t lines) {
  write_results(place_of(out), results, provenance);
  facts.wall_seconds = wall_seconds;
  write_run_facts(out, facts);

  const std::vector<SummaryRow> rows = summary_rows(results.groups);
  const std::string done = fmt::format("{} of {} in {} {}", in_number(results.replicates, "replicate"),
                                       in_number(facts.scenarios, "scenario"), duration(facts.engine_seconds),
                                       facts.workers > 0 ? "by " + in_number(facts.workers, "worker")
                                                         : "on " + in_number(facts.threads, "thread"));
  const std::string times =
      fmt::format("({}{} in all)", said_of_threads(facts), duration(facts.wall_seconds));
  const std::string place = "written to " + printable(out.string());
  if (options.given("json")) {
    std::cout << summary_json(results, rows).on_lines() << "\n";
  } else if (options.given("quiet")) {
    // nothing
  } else if (options.given("full")) {
    std::cout << printable(results.title) << "\n";
    print_table(std::cout, rows);
    print_checks(std::cout, results.checks);
    std::cout << done << " " << times << "; " << place << "\n";
  } else {
    std::vector<std::string> foot = {done + " " + times, place};
    if (foot.front().size() > screen_columns) foot = {done, "  " + times, place};
    print_brief(std::cout, results, rows, foot, screen_lines - lines);
  }
  const bool expected = std::all_of(results.checks.begin(), results.checks.end(),
                                    [](const CheckResult& c) { return c.as_expected(); });
  return options.given("strict") && !expected ? ExitCode::not_confirmed : ExitCode::done;
}

}  // namespace plim::cli
