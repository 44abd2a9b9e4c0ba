#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "json.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/study/run_folder.hpp"
#include "progress.hpp"
#include "run_status.hpp"

namespace plim::cli {
namespace {

constexpr std::size_t most_scenarios_shown = 12, most_missing_shown = 3, most_writers_shown = 4;

/// Stretches as "3, 5 to 7 and 4 more".
std::string stretches(const std::vector<BlockRange>& missing) {
  std::string text;
  for (std::size_t i = 0; i < std::min(missing.size(), most_missing_shown); ++i) {
    text += (text.empty() ? "" : ", ") + std::to_string(missing[i].first);
    if (missing[i].last - missing[i].first > 1) text += " to " + std::to_string(missing[i].last - 1);
  }
  if (missing.size() > most_missing_shown)
    text += fmt::format(" and {} more stretches", missing.size() - most_missing_shown);
  return text.empty() ? "none" : text;
}

double percent(std::uint64_t part, std::uint64_t all) {
  return all == 0 ? 100 : 100 * static_cast<double>(part) / static_cast<double>(all);
}

Json status_json(RunStatus& status) {
  const JournalTally& tally = status.tally;
  Json scenarios = Json::array();
  for (const auto& [number, s] : tally.scenarios()) {
    Json missing = Json::array();
    for (const BlockRange& range : s.missing) missing.push_back({range.first, range.last - 1});
    scenarios.push_back({{"scenario", number}, {"name", s.name}, {"done", s.done}, {"missing", missing}});
  }
  Json failures = Json::object(), journals = Json::array(), writers = Json::array();
  for (std::size_t s = 0; s < status_count; ++s) {
    if (!is_success(static_cast<Status>(s)) && tally.statuses()[s] > 0)
      failures[status_names[s]] = tally.statuses()[s];
  }
  for (const Journal& journal : status.journals.journals()) journals.push_back(journal.path().string());
  for (const std::string& writer : status.writers) writers.push_back(writer);
  const std::optional<double> left = status.seconds_left();
  return {{"title", fact(status.journals.facts(), "title")},
          {"journal", status.journals.journals().front().path().string()},
          {"journals", journals},
          {"running", !status.writers.empty()},
          {"writers", writers},
          {"seconds_since_written", status.seconds_since_written},
          {"replicates_asked", tally.replicates()},
          {"block", tally.block()},
          {"blocks_done", tally.done()},
          {"blocks", tally.all()},
          {"common_blocks", tally.common()},
          {"blocks_per_second", status.rate ? json_real(*status.rate) : Json()},
          {"seconds_left", left ? json_real(*left) : Json()},
          {"failures", failures},
          {"scenarios_begun", tally.scenarios().size()},
          {"scenarios", scenarios}};
}

void print_scenarios(const JournalTally& tally) {
  // Those that are furthest behind are of interest.
  std::vector<const JournalTally::Scenario*> list;
  for (const auto& [number, s] : tally.scenarios()) list.push_back(&s);
  std::stable_sort(list.begin(), list.end(), [](auto* a, auto* b) { return a->done < b->done; });
  const std::size_t begun = list.size();
  if (begun < tally.scenario_count() && tally.done() < tally.all())
    std::cout << fmt::format("  {} of {} scenarios have no block yet\n", tally.scenario_count() - begun,
                             tally.scenario_count());
  for (std::size_t i = 0; i < std::min(begun, most_scenarios_shown); ++i)
    std::cout << fmt::format("  {}: {} of {} blocks, missing {}\n", printable(list[i]->name), list[i]->done,
                             list[i]->part.last - list[i]->part.first, stretches(list[i]->missing));
  if (begun > most_scenarios_shown)
    std::cout << fmt::format("  and {} scenarios that are as far or further\n", begun - most_scenarios_shown);
}

/// "process 12 on a, process 7 on b and 3 more"
std::string writers_text(const RunStatus& status) {
  std::string text;
  for (std::size_t i = 0; i < std::min(status.writers.size(), most_writers_shown); ++i)
    text += (i > 0 ? ", " : "") + printable(status.writers[i]);
  if (status.writers.size() > most_writers_shown)
    text += fmt::format(" and {} more", status.writers.size() - most_writers_shown);
  if (text.empty()) return status.shared ? "no worker writes" : "not running on this machine";
  return "running: " + text;
}

void print_status(RunStatus& status) {
  const JournalTally& tally = status.tally;
  const Facts& facts = status.journals.facts();
  const std::string shard = fact(facts, "shard");
  std::cout << printable(fact(facts, "title")) << (shard.empty() ? "" : ", part " + printable(shard)) << ": "
            << fmt::format("{} of {} blocks of {} replicates ({:.0f} %)\n", tally.done(), tally.all(),
                           tally.block(), percent(tally.done(), tally.all()));
  if (shard.empty())
    std::cout << fmt::format("every scenario has its first {} of {} replicates\n",
                             std::min(tally.replicates(), tally.common() * tally.block()),
                             tally.replicates());
  std::cout << writers_text(status) << ", last written " << duration(status.seconds_since_written) << " ago";
  if (status.rate) std::cout << fmt::format(", {:.3g} blocks a second", *status.rate);
  if (const auto left = status.seconds_left()) std::cout << ", " << duration(*left) << " left";
  std::cout << "\n";
  print_scenarios(tally);
  const std::string failures = failures_by_cause(tally.statuses());
  std::cout << "failures: " << (failures.empty() ? "none" : failures) << "\n";
}

}  // namespace

ExitCode status_command(const Words& words, const Catalogue&) {
  Options options("status FILE.h5 | JOURNAL | FOLDER [--json]", "FILE.h5");
  options.add({{"json", Takes::nothing, "as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  RunStatus status(options.operand());
  if (options.given("json")) {
    std::cout << status_json(status).on_lines() << "\n";
  } else {
    print_status(status);
  }
  return ExitCode::done;
}

}  // namespace plim::cli
