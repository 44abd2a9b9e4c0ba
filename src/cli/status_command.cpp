#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "json.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/io/output.hpp"
#include "plim/io/run_lock.hpp"
#include "plim/study/journal_tally.hpp"
#include "progress.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_scenarios_shown = 12, most_missing_shown = 3;

bool is_journal(const fs::path& name) {
  try {
    return !Journal(name).header().empty();
  } catch (const Error&) {
    return false;
  }
}

/// What is asked about: a journal, or the result that it is to become.
fs::path journal_of(const fs::path& name) {
  std::error_code error;
  if (name.extension() == ".journal") return name;
  const fs::path journal = journal_path(place_of(name));
  if (fs::exists(journal, error)) return journal;
  if (is_journal(name)) return name;  // of a part, by a name of one's own
  if (fs::exists(name, error))
    throw Error(ExitCode::no_input,
                name.string() + ": has no journal beside it; no run of it is interrupted");
  throw Error(ExitCode::no_input, name.string() +
                                      ": there is neither a result of that name nor a journal of it; a "
                                      "run begins its journal after a second");
}

/// Who writes to a journal now; "" if nobody on this machine does.
std::string writer_of(fs::path journal) {
  const std::string of_part = holder_of(journal);
  if (!of_part.empty() || journal.extension() != ".journal") return of_part;
  return holder_of(journal.replace_extension());
}

double seconds_since_written(const fs::path& path) {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  if (error) return 0;
  const std::chrono::duration<double> ago = fs::file_time_type::clock::now() - written;
  return std::max(0.0, ago.count());
}

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

std::optional<double> seconds_left(const JournalTally& tally) {
  if (!tally.rate() || *tally.rate() <= 0) return std::nullopt;
  return static_cast<double>(tally.all() - std::min(tally.all(), tally.done())) / *tally.rate();
}

Json status_json(const Journal& journal, const JournalTally& tally, const std::string& writer) {
  Json scenarios = Json::array();
  for (const auto& [number, s] : tally.scenarios()) {
    Json missing = Json::array();
    for (const BlockRange& range : s.missing) missing.push_back({range.first, range.last - 1});
    scenarios.push_back({{"scenario", number}, {"name", s.name}, {"done", s.done}, {"missing", missing}});
  }
  Json failures = Json::object();
  for (std::size_t s = 0; s < status_count; ++s) {
    if (!is_success(static_cast<Status>(s)) && tally.statuses()[s] > 0)
      failures[status_names[s]] = tally.statuses()[s];
  }
  const std::optional<double> left = seconds_left(tally);
  return {{"title", fact(journal.header(), "title")},
          {"journal", journal.path().string()},
          {"running", !writer.empty()},
          {"seconds_since_written", seconds_since_written(journal.path())},
          {"replicates_asked", tally.replicates()},
          {"block", tally.block()},
          {"blocks_done", tally.done()},
          {"blocks", tally.all()},
          {"common_blocks", tally.common()},
          {"blocks_per_second", tally.rate() ? json_real(*tally.rate()) : Json()},
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

void print_status(const Journal& journal, const JournalTally& tally, const std::string& writer) {
  const Facts& facts = journal.header();
  const std::string shard = fact(facts, "shard");
  std::cout << printable(fact(facts, "title")) << (shard.empty() ? "" : ", part " + printable(shard)) << ": "
            << fmt::format("{} of {} blocks of {} replicates ({:.0f} %)\n", tally.done(), tally.all(),
                           tally.block(), percent(tally.done(), tally.all()));
  if (shard.empty())
    std::cout << fmt::format("every scenario has its first {} of {} replicates\n",
                             std::min(tally.replicates(), tally.common() * tally.block()),
                             tally.replicates());
  std::cout << (writer.empty() ? "not running on this machine" : "running: " + printable(writer))
            << ", last written " << duration(seconds_since_written(journal.path())) << " ago";
  if (tally.rate()) std::cout << fmt::format(", {:.3g} blocks a second", *tally.rate());
  if (const auto left = seconds_left(tally)) std::cout << ", " << duration(*left) << " left";
  std::cout << "\n";
  print_scenarios(tally);
  const std::string failures = failures_by_cause(tally.statuses());
  std::cout << "failures: " << (failures.empty() ? "none" : failures) << "\n";
}

}  // namespace

ExitCode status_command(const Words& words, const Catalogue&) {
  Options options("status FILE.h5 | JOURNAL [--json]", "FILE.h5");
  options.add({{"json", Takes::nothing, "as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  Journal journal(journal_of(options.operand()));
  const JournalTally tally(journal);
  const std::string writer = writer_of(journal.path());
  if (options.given("json")) {
    std::cout << status_json(journal, tally, writer).on_lines() << "\n";
  } else {
    print_status(journal, tally, writer);
  }
  return ExitCode::done;
}

}  // namespace plim::cli
