#include <iostream>

#include "checks_table.hpp"
#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/core/name.hpp"
#include "plim/io/results_reader.hpp"
#include "summary.hpp"

namespace plim::cli {

ExitCode inspect_command(const Words& words, const Catalogue& catalogue) {
  Options options("inspect FILE.h5 [--unverified] [--json]", "FILE.h5");
  options.add({{"unverified", Takes::nothing,
                "show a file that is damaged, changed or of an older plim as far as it can be read"},
               {"json", Takes::nothing, "the summary as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  const StoredResults stored =
      read_results(options.operand(), catalogue.measures(), !options.given("unverified"));
  const std::vector<SummaryRow> rows = summary_rows(stored.groups);
  const auto fact = [&stored](const char* name) { return stored.facts.at(name); };
  if (options.given("json")) {
    std::cout << summary_json(stored, rows).on_lines() << "\n";
    return ExitCode::done;
  }
  std::cout << printable(fact("title")) << "\n";
  for (const auto& [name, text] : stored.facts) {
    if (name != "title" && name != "config_toml" && name != "config_resolved" && !text.empty()) {
      std::cout << "  " << name << std::string(name.size() < 20 ? 20 - name.size() : 1, ' ') << text << "\n";
    }
  }
  for (const PopulationFacts& p : stored.populations) {
    std::cout << "  " << p.sample << " from " << p.population << " = " << p.law << "; route " << p.route
              << "; key " << p.keys << "\n";
  }
  print_table(std::cout, rows);
  print_checks(std::cout, stored.checks);
  std::cout << "cite as: plim " << fact("plim_version") << ", stream " << fact("stream_version") << ", seed "
            << fact("seed") << ", config " << fact("config_hash") << "\n";
  return ExitCode::done;
}

}  // namespace plim::cli
