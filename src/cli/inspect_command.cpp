#include <iostream>

#include "checks_table.hpp"
#include "cost_table.hpp"
#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/core/error.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/io/results_reader.hpp"
#include "run_facts.hpp"
#include "summary_brief.hpp"

namespace plim::cli {

namespace {

void print_provenance(const StoredResults& stored) {
  std::cout << printable(stored.title) << "\n";
  for (const auto& [name, text] : stored.facts) {
    if (name != "title" && name != "config_toml" && name != "config_resolved" && !text.empty()) {
      std::cout << "  " << name << std::string(name.size() < 20 ? 20 - name.size() : 1, ' ')
                << printable(text) << "\n";
    }
  }
  for (const PopulationFacts& p : stored.populations) {
    std::cout << printable("  " + p.sample + " from " + p.population + " = " + p.law + "; route " + p.route +
                           "; key " + p.keys)
              << "\n";
  }
}

/// What a result is cited as, the digest of its study apart, which takes most of a line.
std::pair<std::string, std::string> citation(const StoredResults& stored) {
  const auto fact = [&stored](const char* name) { return stored.facts.at(name); };
  return {printable("cite as: plim " + fact("plim_version") + ", stream " + fact("stream_version") +
                    ", seed " + fact("seed") + ", config"),
          printable(fact("config_hash"))};
}

}  // namespace

ExitCode inspect_command(const Words& words, const Catalogue& catalogue) {
  Options options("inspect FILE.h5 [--unverified] [--times] [--full] [--json]", "FILE.h5");
  options.add(
      {{"unverified", Takes::nothing,
        "show a file that is damaged, changed or of an older plim as far as it can be read"},
       {"times", Takes::nothing, "what its estimates cost and how far off they are, of a study with `time`"},
       {"full", Takes::nothing, "provenance and all tables and reasons, not only what fits on a screen"},
       {"json", Takes::nothing, "the summary as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  const StoredResults stored =
      read_results(options.operand(), catalogue.measures(), {.verified = !options.given("unverified")});
  const std::vector<SummaryRow> rows = summary_rows(stored.groups);
  const auto [cited, digest] = citation(stored);
  const Json times = noted_times(options.operand());
  if (options.given("times")) {
    if (!times.is_object())
      throw Error(ExitCode::no_input, run_facts_path(options.operand()).string() +
                                          ": holds no times; a study with [time] has them taken by its run");
    print_costs(std::cout, costs_of(times, rows));
  } else if (options.given("json")) {
    std::cout << summary_json(stored, rows).on_lines() << "\n";
  } else if (options.given("full")) {
    print_provenance(stored);
    print_table(std::cout, rows);
    print_checks(std::cout, stored.checks);
    if (times.is_object()) print_costs(std::cout, costs_of(times, rows));
    std::cout << cited << " " << digest << "\n";
  } else {
    const std::string replicates = in_number(stored.replicates, "replicate") + " in ";
    print_brief(std::cout, stored, rows, {replicates + printable(options.operand()), cited, "  " + digest},
                screen_lines);
  }
  return ExitCode::done;
}

}  // namespace plim::cli
