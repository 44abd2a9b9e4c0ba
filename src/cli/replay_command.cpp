#include <cmath>
#include <iostream>

#include "estimates.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/io/results_file.hpp"
#include "plim/io/results_reader.hpp"
#include "plim/io/toml.hpp"
#include "plim/plan/planner.hpp"
#include "run_facts.hpp"
#include "sample_view.hpp"
#include "trajectory.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

Options replay_options() {
  Options options("replay FILE.h5 [--scenario S] [--replicate J] [options]", "FILE.h5");
  options.add({{"scenario", Takes::integer, "which scenario, from 0 (default: list them)"},
               {"replicate", Takes::integer, "which replicate, from 0", "0"},
               {"study", Takes::text, "folder of the study file, to which paths of data are relative", ""},
               {"json", Takes::nothing, "as JSON"}});
  return options;
}

/// The folder that paths of data are relative to: as told, or as the run noted beside its result.
fs::path study_folder(const Options& options) {
  const std::string told = options.text("study");
  if (!told.empty()) return told;
  return noted_study_folder(options.operand());
}

/// The plan of the study that a result file holds.
Plan plan_again(const StoredResults& stored, const Options& options, const Catalogue& catalogue) {
  const std::string name = options.operand();
  const fs::path folder = study_folder(options);
  std::vector<Fault> syntax;
  const Node root = parse_toml(stored.facts.at("config_resolved"), name, syntax);
  Faults faults;
  faults.list() = syntax;
  Plan plan;
  try {
    StudySpec spec;
    if (faults.empty()) spec = parse_study(root, catalogue, faults);
    if (faults.empty()) plan = make_plan(spec, catalogue, folder, {}, faults);
  } catch (const Error& error) {
    if (error.code() != ExitCode::no_input) throw;
    throw Error(ExitCode::no_input, std::string(error.what()) +
                                        "; the study needs it, give the study's folder by --study FOLDER");
  }
  if (!faults.empty())
    throw Error(ExitCode::data,
                name + ": this plim does not understand the study in it: " + faults.list().front().message);
  return plan;
}

/// Refuses to replay what would not be the same replicate: other data, or another stream.
void check_same(const StoredResults& stored, const ScenarioPlan& scenario, const std::string& name) {
  for (const PopulationFacts& p : stored.populations) {
    if (p.sample != scenario.names->sample || p.population != scenario.names->population) continue;
    const std::string sha256 = scenario.population->data_sha256();
    if (p.data_sha256 != sha256)
      throw Error(ExitCode::data, scenario.population->readable() + ": these are not the data of " + name +
                                      ": the table of counts has SHA-256 " + sha256 + ", that of the study " +
                                      printable(p.data_sha256));
    if (p.keys.find(key_text(scenario)) != std::string::npos) return;
    throw Error(ExitCode::data, name + ": was made with keys " + printable(p.keys) + " (stream version " +
                                    printable(stored.facts.at("stream_version")) + "); this plim makes " +
                                    key_text(scenario));
  }
  throw Error(ExitCode::data,
              name + ": has no sample " + scenario.names->sample + " from " + scenario.names->population);
}

Json scenario_json(const Plan& plan, std::size_t s) {
  const ScenarioPlan& scenario = plan.scenarios[s];
  return {{"scenario", s},
          {"sample", scenario.names->sample},
          {"population", scenario.names->population},
          {"law", scenario.population->readable()},
          {"route", route_text(scenario)},
          {"key", key_text(scenario)},
          {"n", *scenario.sizes}};
}

void print_scenario(const Json& s) {
  std::cout << "scenario " << s["scenario"].on_a_line() << ": " << s["sample"].text() << " from "
            << s["population"].text() << " = " << s["law"].text() << "\n  route " << s["route"].text()
            << ", key " << s["key"].text() << ", n from " << s["n"].elements().front().on_a_line() << " to "
            << s["n"].elements().back().on_a_line() << "\n";
}

void list_scenarios(const Plan& plan, bool json) {
  Json list = Json::array();
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s) list.push_back(scenario_json(plan, s));
  if (json) {
    std::cout << Json{{"scenarios", list}}.on_lines() << "\n";
  } else {
    for (const Json& s : list.elements()) print_scenario(s);
  }
}

std::int64_t checked(const Options& options, const char* name, std::uint64_t size) {
  const std::int64_t value = options.integer(name);
  if (value >= 0 && static_cast<std::uint64_t>(value) < size) return value;
  throw Error(ExitCode::usage, std::string("--") + name + " is " + std::to_string(value) +
                                   ", but must be from 0 to " + std::to_string(size - 1));
}

void print_size(const Json& size, const std::vector<SampleEstimate>& estimates) {
  std::cout << "\nn = " << size["n"].on_a_line() << "\n";
  print_sample(std::cout, size["sample"]);
  print_estimates(std::cout, estimates);
}

}  // namespace

ExitCode replay_command(const Words& words, const Catalogue& catalogue) {
  Options options = replay_options();
  if (!options.parse(words)) return ExitCode::done;
  const bool json = options.given("json");
  const StoredResults stored = read_results(options.operand(), catalogue.measures(), {.kept = true});
  const Plan plan = plan_again(stored, options, catalogue);
  if (!options.given("scenario")) {
    list_scenarios(plan, json);
    return ExitCode::done;
  }
  const auto s = static_cast<std::size_t>(checked(options, "scenario", plan.scenarios.size()));
  const auto replicate = static_cast<std::uint64_t>(checked(options, "replicate", std::uint64_t{1} << 40));
  const ScenarioPlan& scenario = plan.scenarios[s];
  check_same(stored, scenario, options.operand());

  Json result = scenario_json(plan, s);
  result["replicate"] = replicate;
  if (!json) print_scenario(result);
  Trajectory trajectory(plan, s, stored, replicate);
  Worker worker(plan, s);
  Json sizes = Json::array();
  for (std::size_t i = 0; i < scenario.sizes.size(); ++i) {
    worker.step(replicate, 1, i);
    trajectory.compare(worker, i);
    const std::vector<SampleEstimate> estimates = estimates_of(plan, worker, 0, scenario.sizes[i]);
    sizes.push_back({{"n", scenario.sizes[i]},
                     {"sample", sample_json(worker)},
                     {"estimates", estimates_json(estimates)}});
    if (!json) print_size(sizes.elements().back(), estimates);
  }
  result.erase("n");
  result["sizes"] = sizes;
  result["stored"] = trajectory.verdict();
  result["differences"] = trajectory.differences();
  if (json) {
    std::cout << result.on_lines() << "\n";
  } else {
    std::cout << "\nstored trajectory: " << trajectory.verdict() << "\n";
  }
  if (trajectory.differences().elements().empty()) return ExitCode::done;
  std::cerr << "plim: this replicate is not what the file holds: "
            << trajectory.differences().elements().size() << " values differ, the first is "
            << trajectory.differences().elements().front().on_a_line() << "\n";
  return ExitCode::bug;
}

}  // namespace plim::cli
