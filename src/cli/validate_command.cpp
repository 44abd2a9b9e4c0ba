#include <iostream>

#include "json.hpp"
#include "options.hpp"
#include "plim/study/load.hpp"

namespace plim::cli {
namespace {

Json fault_json(const Fault& fault) {
  return {{"file", fault.where.file}, {"line", fault.where.line}, {"column", fault.where.column},
          {"key", fault.key},         {"message", fault.message}, {"suggestion", fault.suggestion}};
}

}  // namespace

ExitCode validate_command(const Words& words, const Catalogue& catalogue) {
  Options options("validate STUDY.toml [--set KEY=VALUE] [--json]", "STUDY.toml");
  options.add({{"set", Takes::texts, "set a key of the study, as in --set replicates.fixed=100"},
               {"json", Takes::nothing, "faults as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  const Words overrides = options.words("set");
  const Loaded loaded = load_study(options.operand(), overrides, catalogue, {});
  if (options.given("json")) {
    Json faults = Json::array();
    for (const Fault& fault : loaded.faults) faults.push_back(fault_json(fault));
    std::cout << Json{{"faults", faults}}.on_lines() << "\n";
  } else {
    for (const Fault& fault : loaded.faults) std::cout << render(fault) << "\n";
    if (loaded.faults.empty()) std::cout << options.operand() << ": no faults\n";
  }
  return loaded.faults.empty() ? ExitCode::done : ExitCode::config;
}

}  // namespace plim::cli
